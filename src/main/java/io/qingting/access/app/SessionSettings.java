package io.qingting.access.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code qingting.session.*}: how long people stay logged in. */
@ConfigMapping(prefix = "qingting.session")
public interface SessionSettings {
    /** A session that nobody uses ends after this long. */
    @WithDefault("12h")
    Duration idle();

    /** Every session ends after this long. */
    @WithDefault("7d")
    Duration longest();

    /** Sessions of one person at once; one more ends the one that was used least lately. */
    @WithDefault("20")
    int mostEach();
}
