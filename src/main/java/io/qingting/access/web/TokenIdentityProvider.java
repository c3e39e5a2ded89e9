package io.qingting.access.web;

import io.qingting.access.app.Credentials;
import io.qingting.access.app.Identities;
import io.qingting.access.domain.Grant;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Turns a token into an identity: its role, and the {@link Grant} and token as attributes. */
@ApplicationScoped
class TokenIdentityProvider implements IdentityProvider<TokenRequest> {
    private final Credentials credentials;

    TokenIdentityProvider(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public Class<TokenRequest> getRequestType() {
        return TokenRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(TokenRequest request, AuthenticationRequestContext context) {
        return credentials
                .find(request.token())
                .map(found -> found.map(grant -> identity(grant, request.token()))
                        .orElseThrow(() -> new AuthenticationFailedException("unknown or revoked token")));
    }

    private static SecurityIdentity identity(Grant grant, String token) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(grant.role() + ":" + grant.name()))
                .addRole(grant.role())
                .addAttribute(Identities.GRANT, grant)
                .addAttribute(Identities.TOKEN, token)
                .build();
    }
}
