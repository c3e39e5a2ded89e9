package io.qingting.rule.domain;

/** A rule that cannot be, with the field that is wrong, why, and what would be right. */
public final class InvalidRuleException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field as on the wire, such as {@code recoverThreshold}; parts of it by slashes
     * @param reason a sentence
     * @param remedy a sentence
     */
    public InvalidRuleException(String field, String reason, String remedy) {
        super(reason + " " + remedy);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
