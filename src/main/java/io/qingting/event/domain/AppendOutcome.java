package io.qingting.event.domain;

/** What became of one event of an append. */
public sealed interface AppendOutcome {
    /** It is in the log. */
    record Accepted(long position) implements AppendOutcome {}

    /** The same event was in the log before: nothing to do, and as good as accepted. */
    record Duplicate() implements AppendOutcome {}

    /** Another event of the same identity was in the log before: that one stays, this one is counted and reported. */
    record Conflict() implements AppendOutcome {}
}
