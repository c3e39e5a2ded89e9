package io.qingting.board.domain;

import io.qingting.event.domain.PresenceState;

/** The state of an agent as shown; away is a break, no feed is unknown. */
public enum Presence {
    AVAILABLE("available"),
    BUSY("busy"),
    WRAP_UP("wrapUp"),
    BREAK("break"),
    OFFLINE("offline"),
    UNKNOWN("unknown");

    private final String wireName;

    Presence(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Presence of(PresenceState state) {
        return switch (state) {
            case AVAILABLE -> AVAILABLE;
            case BUSY -> BUSY;
            case WRAPUP -> WRAP_UP;
            case BREAK, AWAY -> BREAK;
            case OFFLINE -> OFFLINE;
            case UNKNOWN -> UNKNOWN;
        };
    }

    /** Logged in and not on a break: the time that occupancy is measured in. */
    boolean isWorking() {
        return this == AVAILABLE || this == BUSY || this == WRAP_UP;
    }
}
