package io.qingting.event.domain;

/** How an accept comes about: by the agent, by a system that assigns by itself, or derived from a first reply. */
public enum AcceptMode implements WireName {
    AGENT("agent"),
    AUTOMATIC("automatic"),
    DERIVED("derived");

    private final String wireName;

    AcceptMode(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
