package io.qingting.access.web;

import io.qingting.access.app.Credentials;
import io.qingting.access.app.Identities;
import io.qingting.access.app.Sessions;
import io.qingting.access.domain.Grant;
import io.qingting.access.domain.Token;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who somebody is logged in as, and the way out. */
@Path("/api/me")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
class MeResource {
    private final SecurityIdentity identity;
    private final Sessions sessions;
    private final Credentials credentials;

    MeResource(SecurityIdentity identity, Sessions sessions, Credentials credentials) {
        this.identity = identity;
        this.sessions = sessions;
        this.credentials = credentials;
    }

    /**
     * @param kind person, admin, display or source: what the request was authorised by
     * @param name the login of a person, the name of a key or display
     * @param csrfToken for the header X-CSRF-Token; null where no cookie authorised the request
     */
    record MeJson(
            String kind,
            String name,
            List<String> roles,
            List<String> teamIds,
            @Nullable String agentId,
            @Nullable String csrfToken) {}

    @GET
    public Response me() {
        Grant grant = Identities.grant(identity).orElseThrow();
        Grant.LoggedIn person = grant instanceof Grant.LoggedIn it ? it : null;
        String csrf = Identities.isByCookie(identity)
                ? SessionCookie.csrfToken(new Token(Identities.token(identity).orElseThrow()))
                : null;
        return Response.ok(new MeJson(
                        grant.kind(),
                        grant.name(),
                        grant.roles().stream().sorted().toList(),
                        person == null
                                ? List.of()
                                : person.teamIds().stream().sorted().toList(),
                        person == null ? null : person.agentId(),
                        csrf))
                .header("Cache-Control", "no-store")
                .build();
    }

    /** Ends this session. */
    @POST
    @Path("/log-out")
    public Uni<Response> logOut(@Context HttpServerRequest request) {
        Token token = new Token(Identities.token(identity).orElseThrow());
        return left(sessions.end(person(), token), token, request);
    }

    /** Ends all sessions of the person, on all devices. */
    @POST
    @Path("/log-out-everywhere")
    public Uni<Response> logOutEverywhere(@Context HttpServerRequest request) {
        Token token = new Token(Identities.token(identity).orElseThrow());
        return left(sessions.endAll(person()), token, request);
    }

    private Uni<Response> left(Uni<Void> ended, Token token, HttpServerRequest request) {
        return ended.invoke(() -> credentials.forget(token))
                .map(done -> Response.noContent()
                        .cookie(SessionCookie.none(request.isSSL()))
                        .build());
    }

    private Grant.LoggedIn person() {
        if (Identities.grant(identity).orElse(null) instanceof Grant.LoggedIn person) return person;
        throw new ProblemException(Problem.of(
                409, "not-a-session", "Nobody is logged in", "A key or token is revoked by an administrator instead."));
    }
}
