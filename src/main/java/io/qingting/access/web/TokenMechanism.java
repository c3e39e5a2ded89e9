package io.qingting.access.web;

import io.qingting.kernel.Problem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Takes the token of a request: {@code Authorization: Bearer T}, or on a WebSocket upgrade, where browsers cannot set that
 * header, the subprotocol {@code qingting.token.T}, else the cookie of a session. Never from the address: addresses end up in
 * logs.
 */
@ApplicationScoped
class TokenMechanism implements HttpAuthenticationMechanism {
    private static final Logger LOG = Logger.getLogger(TokenMechanism.class);
    private static final String SUBPROTOCOL = "qingting.token.";
    private static final String UNCHECKED = "qingting.token-unchecked";
    private static final int RETRY_SECONDS = 2;

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        Optional<TokenRequest> request = request(context);
        if (request.isEmpty()) return Uni.createFrom().nullItem();
        Uni<SecurityIdentity> identity = identities
                .authenticate(HttpSecurityUtils.setRoutingContextAttribute(request.get(), context))
                .onFailure(failure -> !(failure instanceof AuthenticationFailedException))
                .transform(failure -> unchecked(context, failure));
        // Browsers send the cookie of a session that has ended to open pages too, the log-in among them.
        return request.get().isByCookie()
                ? identity.onFailure(failure -> !isUnchecked(context)).recoverWithNull()
                : identity;
    }

    private static boolean isUnchecked(RoutingContext context) {
        return Boolean.TRUE.equals(context.get(UNCHECKED));
    }

    private static Optional<TokenRequest> request(RoutingContext context) {
        Optional<String> token = token(context);
        if (token.isPresent()) return Optional.of(new TokenRequest(token.get(), false));
        Cookie cookie = context.request().getCookie(SessionCookie.NAME);
        return Optional.ofNullable(cookie).map(it -> new TokenRequest(it.getValue(), true));
    }

    /** The token may be right, only it could not be looked up: that is a 503, not a 401. */
    private static AuthenticationFailedException unchecked(RoutingContext context, Throwable failure) {
        LOG.warnf("A token could not be checked: %s", failure.toString());
        context.put(UNCHECKED, true);
        return new AuthenticationFailedException("the token could not be checked", failure);
    }

    private static Optional<String> token(RoutingContext context) {
        String authorization = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            return authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                    ? Optional.of(authorization.substring(7).strip())
                    : Optional.empty();
        }
        String protocols = context.request().getHeader("Sec-WebSocket-Protocol");
        if (protocols == null) return Optional.empty();
        for (String protocol : protocols.split(",", 20)) {
            String name = protocol.strip();
            if (name.startsWith(SUBPROTOCOL)) return Optional.of(name.substring(SUBPROTOCOL.length()));
        }
        return Optional.empty();
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        boolean unchecked = isUnchecked(context);
        Problem problem = unchecked
                ? Problem.of(503, "unavailable", "The database is away", "Nothing was done. Repeat the request later.")
                : Problem.of(
                        401,
                        "unauthorized",
                        "A valid key or token is needed",
                        "Log in, or send the header \"Authorization: Bearer …\" with a key that an administrator gave out and"
                                + " has not revoked.");
        context.response().setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        if (unchecked) context.response().putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_SECONDS));
        else context.response().putHeader("WWW-Authenticate", "Bearer");
        context.response().end(problem.toJson());
        return Uni.createFrom().item(true);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        boolean unchecked = isUnchecked(context);
        return Uni.createFrom()
                .item(
                        unchecked
                                ? new ChallengeData(503, HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_SECONDS))
                                : new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(TokenRequest.class);
    }
}
