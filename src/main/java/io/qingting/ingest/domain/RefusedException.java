package io.qingting.ingest.domain;

/** Ends the check of one event at its first fault. Never leaves {@link EventDecoder}; without a stack trace, as it is no bug. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    RefusedException(String slug, String reason, String pointer) {
        super(reason, null, false, false);
        this.refusal = new Refusal(slug, reason, pointer);
    }

    Refusal refusal() {
        return refusal;
    }
}
