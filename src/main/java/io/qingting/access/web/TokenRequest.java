package io.qingting.access.web;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** A token to be checked. */
final class TokenRequest extends BaseAuthenticationRequest {
    private final String token;

    TokenRequest(String token) {
        this.token = token;
    }

    String token() {
        return token;
    }
}
