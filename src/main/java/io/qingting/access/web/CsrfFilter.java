package io.qingting.access.web;

import io.qingting.access.app.Identities;
import io.qingting.access.domain.Token;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/** Refuses a change by somebody whom only a cookie names, unless the page that asks knows the session's CSRF token. */
@ApplicationScoped
class CsrfFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final SecurityIdentity identity;

    CsrfFilter(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** By the class that answers rather than by the path: one path may be written in many ways. */
    @ServerRequestFilter
    void check(ContainerRequestContext request, SimpleResourceInfo answering) {
        if (READING.contains(request.getMethod()) || !Identities.isByCookie(identity)) return;
        // What is open to everybody does nothing in the name of the session.
        if (answering.getResourceClass().isAnnotationPresent(PermitAll.class)) return;
        String given = request.getHeaderString(SessionCookie.CSRF_HEADER);
        String right =
                SessionCookie.csrfToken(new Token(Identities.token(identity).orElseThrow()));
        if (given != null && MessageDigest.isEqual(bytes(given), bytes(right))) return;
        throw new ProblemException(Problem.of(
                403,
                "csrf",
                "Not asked for by a page of this site",
                "Send the header " + SessionCookie.CSRF_HEADER + " with csrfToken of /api/me."));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
