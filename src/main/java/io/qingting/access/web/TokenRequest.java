package io.qingting.access.web;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** A token to be checked. */
final class TokenRequest extends BaseAuthenticationRequest {
    private final String token;
    private final boolean byCookie;

    /** @param byCookie the browser added it by itself, whoever made the request */
    TokenRequest(String token, boolean byCookie) {
        this.token = token;
        this.byCookie = byCookie;
    }

    String token() {
        return token;
    }

    boolean isByCookie() {
        return byCookie;
    }
}
