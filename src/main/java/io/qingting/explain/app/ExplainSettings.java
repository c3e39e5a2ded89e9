package io.qingting.explain.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of explanations: {@code qingting.explain.*}. */
@ConfigMapping(prefix = "qingting.explain")
public interface ExplainSettings {
    /** Most contributions that one explanation looks at; more are refused. */
    @WithDefault("500000")
    int mostContributions();

    /** Facts read at a time. */
    @WithDefault("2000")
    int factsAPage();

    /** Most lines of an export; more are refused, never cut off. */
    @WithDefault("20000")
    int exportLines();

    /** Explanations read at a time by one instance; more are answered 429. They must not take the live line's connections. */
    @WithDefault("3")
    int concurrent();

    /** Recomputations at a time by one instance; more are answered 429. */
    @WithDefault("1")
    int recomputations();

    /** Most contacts that a recomputation folds anew; more are refused. */
    @WithDefault("10000")
    int recomputedContacts();

    /** Most events of a period in which a recomputation looks for further contacts; with more it folds those behind the figure. */
    @WithDefault("200000")
    int searchedEvents();

    /** Most events that may have come since a figure was explained; with more it is to be explained anew. */
    @WithDefault("20000")
    int eventsSince();

    /** How long an explanation waits for history to come as far as the board; then the answer is 503. */
    @WithDefault("3s")
    Duration factWait();

    /** Longest time of one statement; then the answer is 503. */
    @WithDefault("20s")
    Duration statementTimeout();
}
