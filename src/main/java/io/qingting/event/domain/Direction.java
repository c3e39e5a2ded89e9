package io.qingting.event.domain;

/** Who began the contact. */
public enum Direction implements WireName {
    INBOUND("inbound"),
    OUTBOUND("outbound"),
    CALLBACK("callback");

    private final String wireName;

    Direction(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
