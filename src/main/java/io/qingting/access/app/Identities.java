package io.qingting.access.app;

import io.qingting.access.domain.Grant;
import io.quarkus.security.identity.SecurityIdentity;
import java.util.Optional;

/** What a request's identity carries beside its role. */
public final class Identities {
    public static final String GRANT = "qingting.grant";
    public static final String TOKEN = "qingting.token";
    public static final String BY_COOKIE = "qingting.by-cookie";

    private Identities() {}

    /** What the request's token allows; empty without one. */
    public static Optional<Grant> grant(SecurityIdentity identity) {
        return Optional.ofNullable(identity.getAttribute(GRANT));
    }

    /** The token itself, to be checked again while a connection lives. */
    public static Optional<String> token(SecurityIdentity identity) {
        return Optional.ofNullable(identity.getAttribute(TOKEN));
    }

    /** True where a cookie brought the token: the browser adds it by itself, whoever made the request. */
    public static boolean isByCookie(SecurityIdentity identity) {
        return Boolean.TRUE.equals(identity.getAttribute(BY_COOKIE));
    }
}
