package io.qingting.report.domain;

/** Whose figures a row holds. */
public enum Grouping {
    QUEUE("queueId"),
    CHANNEL("channel"),
    AGENT("agentId"),
    /** Of all together, named {@code *}. */
    ALL("all");

    /** A contact without a queue belongs to this one (METRICS.md, "entry"). */
    public static final String NO_QUEUE = "(no queue)";

    private final String field;

    Grouping(String field) {
        this.field = field;
    }

    /** Name of the field that says whose row it is. */
    public String field() {
        return field;
    }
}
