package io.qingting.rule.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The watch over figures: {@code qingting.rules.*}. */
@ConfigMapping(prefix = "qingting.rules")
public interface RuleSettings {
    /** False: this instance never judges; another must. */
    @WithDefault("true")
    boolean watch();

    /** Longest look at the figures, and longest judgement of a rule on past periods; then it has failed and is repeated. */
    @WithDefault("10s")
    Duration callLimit();

    /** How long it is kept when a rule fired. */
    @WithDefault("100d")
    Duration firingRetention();
}
