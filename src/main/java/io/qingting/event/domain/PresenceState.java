package io.qingting.event.domain;

/** The state of an agent as the source reports it; away counts as break. Unknown is not offline. */
public enum PresenceState implements WireName {
    AVAILABLE("available"),
    BUSY("busy"),
    WRAPUP("wrapup"),
    BREAK("break"),
    AWAY("away"),
    OFFLINE("offline"),
    UNKNOWN("unknown");

    private final String wireName;

    PresenceState(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
