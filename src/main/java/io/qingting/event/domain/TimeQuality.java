package io.qingting.event.domain;

/** How exact an instant is: screens show no more digits than that. */
public enum TimeQuality implements WireName {
    EXACT("EXACT"),
    SECOND("SECOND"),
    DERIVED("DERIVED"),
    RECEIVED("RECEIVED");

    private final String wireName;

    TimeQuality(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
