package io.qingting.access.app;

import io.qingting.access.domain.Grant;
import io.quarkus.security.identity.SecurityIdentity;
import java.util.Optional;

/** What a request's identity carries beside its role. */
public final class Identities {
    public static final String GRANT = "qingting.grant";
    public static final String TOKEN = "qingting.token";

    private Identities() {}

    /** What the request's token allows; empty without one. */
    public static Optional<Grant> grant(SecurityIdentity identity) {
        return Optional.ofNullable(identity.getAttribute(GRANT));
    }

    /** The token itself, to be checked again while a connection lives. */
    public static Optional<String> token(SecurityIdentity identity) {
        return Optional.ofNullable(identity.getAttribute(TOKEN));
    }
}
