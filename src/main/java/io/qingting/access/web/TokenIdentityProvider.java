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
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;

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
                .emitOn(ownContext())
                .map(found -> found.map(grant -> identity(grant, request))
                        .orElseThrow(() -> new AuthenticationFailedException("unknown or revoked token")));
    }

    /**
     * Requests that ask for the same token at once share one look-up, which ends on the context of the first. Each must go on
     * on its own: the first one's request scope ends with it.
     */
    private static Executor ownContext() {
        Context context = Vertx.currentContext();
        if (context == null) return Runnable::run;
        return task -> {
            if (Vertx.currentContext() == context) task.run();
            else context.runOnContext(ignored -> task.run());
        };
    }

    private static SecurityIdentity identity(Grant grant, TokenRequest request) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(grant.actor()))
                .addRoles(grant.roles())
                .addAttribute(Identities.GRANT, grant)
                .addAttribute(Identities.TOKEN, request.token())
                .addAttribute(Identities.BY_COOKIE, request.isByCookie())
                .build();
    }
}
