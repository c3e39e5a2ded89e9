package io.qingting.explain.domain;

/** What followed a close within the time that a customer has to come back. */
public record Later(boolean reopened, boolean cameBack) {
    public static final Later NOTHING = new Later(false, false);
}
