package io.qingting.report.domain;

/** Whose figures a row holds. */
public enum Grouping {
    QUEUE("queueId"),
    CHANNEL("channel"),
    AGENT("agentId"),
    /** Of customers, as the source says. */
    SEGMENT("segment"),
    /** Of agents, by the team that each is in now. */
    TEAM("teamId"),
    /** Of all together, named {@code *}. */
    ALL("all");

    /** A contact without a queue belongs to this one (METRICS.md, "entry"). */
    public static final String NO_QUEUE = "(no queue)";

    /** A contact whose source does not say. */
    public static final String NO_SEGMENT = "(no segment)";

    /** An agent whose team nobody said. */
    public static final String NO_TEAM = "(no team)";

    private final String field;

    Grouping(String field) {
        this.field = field;
    }

    /** Name of the field that says whose row it is. */
    public String field() {
        return field;
    }
}
