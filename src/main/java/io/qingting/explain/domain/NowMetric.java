package io.qingting.explain.domain;

/** The figures as of now (METRICS.md, "Queue, now"): each is the list of contacts that it counts. */
public enum NowMetric implements Explainable {
    QUEUE_LENGTH("queueLength", Form.COUNT, Owners.PLACES),
    /** The instant since when the first of the list waits. */
    LONGEST_WAIT("longestWaitSinceAt", Form.COUNT, Owners.PLACES),
    MEAN_CURRENT_WAIT("meanCurrentWaitSeconds", Form.MEAN, Owners.PLACES),
    BACKLOG("backlog", Form.COUNT, Owners.PLACES),
    WAITING_FIRST_REPLY("waitingFirstReply", Form.COUNT, Owners.BOTH),
    WAITING_REPLY("waitingReply", Form.COUNT, Owners.BOTH),
    IN_SERVICE("inService", Form.COUNT, Owners.BOTH),
    WAITING_VIPS("waitingVips", Form.COUNT, Owners.PLACES),
    UNCONFIRMED("unconfirmed", Form.COUNT, Owners.PLACES);

    private final String wireName;
    private final Form form;
    private final Owners owners;

    NowMetric(String wireName, Form form, Owners owners) {
        this.wireName = wireName;
        this.form = form;
        this.owners = owners;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    @Override
    public Form form() {
        return form;
    }

    @Override
    public Owners owners() {
        return owners;
    }
}
