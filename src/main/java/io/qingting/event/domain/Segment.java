package io.qingting.event.domain;

/** The kind of customer as the source knows it. */
public enum Segment implements WireName {
    NEW("new"),
    RETURNING("returning"),
    VIP("vip"),
    OTHER("other");

    private final String wireName;

    Segment(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
