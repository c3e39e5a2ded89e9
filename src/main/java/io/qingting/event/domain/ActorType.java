package io.qingting.event.domain;

/** Who acted. Only a human stops a clock. */
public enum ActorType implements WireName {
    CUSTOMER("customer"),
    HUMAN("human"),
    BOT("bot"),
    SYSTEM("system"),
    UNKNOWN("unknown");

    private final String wireName;

    ActorType(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
