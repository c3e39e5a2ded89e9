package io.qingting.contact.domain;

/** What a {@link Span} says. The name is what history stores, so constants are appended and never renamed. */
public enum SpanKind {
    /** The contact itself, once: from its first event. */
    CONTACT,
    /** One stay in a queue, begin → end; the outcome says how it ended. {@code agentId}: who answered. */
    ENTRY,
    /** One agent's stay with the contact. {@code value}: handle milliseconds, 0: not handled; {@code extra}: replies. */
    LEG,
    /** Start of the wait for a first human reply → reply, once a cycle. */
    FIRST_RESPONSE,
    /** A run of customer messages: first message → the human reply that ends it. */
    RESPONSE,
    /** A first response as one agent answers for it: from the later of the start and that agent's taking it on. */
    AGENT_FIRST_RESPONSE,
    /** A run as one agent answers for it. */
    AGENT_RESPONSE,
    /** After-call work. {@code value}: milliseconds that count to the handle time. */
    WRAPUP,
    /** An agent's phone rang: an instant. */
    RINGING,
    /** An agent let it ring: an instant. {@code extra} 1: no ringing was reported for it. */
    MISSED,
    /** The first action of a bot in a cycle that no human had begun. */
    BOT_BEGAN,
    /** A contact that a bot began came to a human queue or agent. */
    HANDED_OVER,
    /** A close. {@code label}: the reason. */
    CLOSED,
    /** A close that was taken back. {@code value}: milliseconds since the close; −1: the close is unknown. */
    REOPENED,
    /** An invitation to a survey; flag PARTICIPATED: a rating followed. */
    INVITED,
    /** Satisfaction. {@code value}: millionths on the scale 1 … 5; {@code extra}: millionths as given; {@code label}: survey. */
    CSAT,
    /** Recommendation. {@code value}: millionths on the scale 0 … 10; {@code extra}: millionths as given. */
    NPS,
    /** One item of a survey, as CSAT; {@code label}: name of the item. */
    DIMENSION,
    /** A review sheet. {@code value}: millionths of 0 … 100. */
    REVIEW,
    /** The attitude item of a review. {@code value}: millionths of 1 … 5. */
    REVIEW_ATTITUDE,
    /** The wording item of a review. {@code value}: 1 where standard. */
    REVIEW_WORDING,
    /** A complaint, opened → closed. {@code label}: its id; the only kind with a category. */
    COMPLAINT,
    /** Opened → first answer. */
    COMPLAINT_ANSWER,
    /** Opened → first follow-up on record. */
    COMPLAINT_FOLLOW_UP,
    /** Received → first answer. */
    FEEDBACK,
    /** Received → first answer. */
    SUGGESTION,
    /** Nobody works on it: on hold, snoozed or pending. Ends with the resumption, or when no agent has it any more. */
    HOLD
}
