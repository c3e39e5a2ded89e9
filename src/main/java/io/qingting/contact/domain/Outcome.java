package io.qingting.contact.domain;

/** How a {@link Span} ended. */
public enum Outcome {
    /** Not yet. */
    OPEN,
    /** An instant: nothing to end. */
    DONE,
    /** An entry: an agent accepted. */
    ANSWERED,
    /** An entry: the customer left. */
    ABANDONED,
    /** An entry or a leg: handed on. */
    TRANSFERRED,
    /** An entry: the customer is called back. */
    CALLBACK,
    /** An entry: time-out, empty queue, exit by key, withdrawn, closed without accept. */
    UNSERVED,
    /** A response: the human reply came. */
    REPLIED,
    /** A response: the contact ended without one. */
    UNANSWERED,
    /** An agent's response: another replied, or the agent lost the contact. */
    LOST,
    /** A leg: the agent left. */
    LEFT,
    /** A leg: the contact was closed. */
    CLOSED,
    /** A leg: assigned, never accepted, and given away or gone. */
    UNACCEPTED,
    /** A close as resolved. */
    RESOLVED,
    /** A close for any other reason. */
    NOT_RESOLVED
}
