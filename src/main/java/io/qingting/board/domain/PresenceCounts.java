package io.qingting.board.domain;

/** Agents by presence, each counted once. */
public record PresenceCounts(int available, int busy, int wrapUp, int onBreak, int offline, int unknown) {
    public static final PresenceCounts NONE = new PresenceCounts(0, 0, 0, 0, 0, 0);

    /** On duty: neither offline nor unknown (UI.md, "agents on duty"). */
    public int onDuty() {
        return available + busy + wrapUp + onBreak;
    }

    /** True where at least one agent has a presence feed: without one, nobody can say who is on duty. */
    public boolean isKnown() {
        return onDuty() + offline > 0;
    }
}
