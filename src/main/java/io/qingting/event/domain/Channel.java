package io.qingting.event.domain;

/** The way a customer came. Queue length counts voice and chat; the others show a backlog. */
public enum Channel implements WireName {
    VOICE("voice"),
    CHAT("chat"),
    EMAIL("email"),
    SOCIAL("social"),
    FORM("form"),
    TICKET("ticket"),
    OTHER("other");

    private final String wireName;

    Channel(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    /** True where a customer waits on the line: queue length, service level, handle time and occupancy are meant for these. */
    public boolean isLive() {
        return this == VOICE || this == CHAT;
    }
}
