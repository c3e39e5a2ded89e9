package io.qingting.board.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The board's own settings: {@code qingting.board.*}. */
@ConfigMapping(prefix = "qingting.board")
public interface BoardSettings {
    /** How often the board looks at the clock: deadlines pass, minutes turn, topics that were held back get their frame. */
    @WithDefault("20ms")
    Duration tick();

    /** Shortest time from one look into the log to the next where nothing is left behind. */
    @WithDefault("10ms")
    Duration readPace();

    /** How often the board is saved, so that a restart need not read the whole log. */
    @WithDefault("30s")
    Duration saveEvery();

    /** Behind the log for longer than this, screens say "catching up" and the instance is not ready. */
    @WithDefault("3s")
    Duration lagLimit();

    /** A source without event or heartbeat for this long is silent. */
    @WithDefault("2m")
    Duration silentAfter();
}
