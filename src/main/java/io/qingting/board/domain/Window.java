package io.qingting.board.domain;

import java.util.Optional;

/** The stretches of time that figures are shown over: the running minute and the n−1 whole minutes before it, or today. */
public enum Window {
    FIVE_MINUTES("5m", 5),
    FIFTEEN_MINUTES("15m", 15),
    THIRTY_MINUTES("30m", 30),
    SIXTY_MINUTES("60m", 60),
    /** The business day so far. */
    TODAY("today", 0);

    private final String wireName;
    private final int minutes;

    Window(String wireName, int minutes) {
        this.wireName = wireName;
        this.minutes = minutes;
    }

    public String wireName() {
        return wireName;
    }

    /** 0 for {@link #TODAY}. */
    public int minutes() {
        return minutes;
    }

    public static Optional<Window> ofWireName(String name) {
        for (Window window : values()) {
            if (window.wireName.equals(name)) return Optional.of(window);
        }
        return Optional.empty();
    }
}
