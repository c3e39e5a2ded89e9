package io.qingting.access.web;

import io.qingting.access.app.Keys;
import io.qingting.access.domain.Audience;
import io.qingting.access.domain.DisplayKey;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tokens of wall displays, for administrators. */
@Path("/api/displays")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class DisplayResource {
    private static final int LONGEST_NAME = 100;

    private final Keys keys;
    private final SecurityIdentity identity;

    DisplayResource(Keys keys, SecurityIdentity identity) {
        this.keys = keys;
        this.identity = identity;
    }

    /** @param audience floor or supervisors; absent: floor */
    record NewDisplayJson(@Nullable String name, @Nullable String audience) {}

    /**
     * @param token shown this once
     * @param link opens the wall with it: the part after # never leaves the browser
     */
    record IssuedDisplayJson(String id, String token, String link) {}

    record DisplaysJson(
            List<DisplayJson> displays, @Nullable String next) {}

    record DisplayJson(
            String id,
            String name,
            String audience,
            String createdAt,
            @Nullable String lastUsedAt,
            @Nullable String revokedAt) {
        static DisplayJson of(DisplayKey display) {
            return new DisplayJson(
                    Long.toString(display.displayId()),
                    display.name(),
                    display.audience().wireName(),
                    display.createdAt().toString(),
                    Paging.text(display.lastUsedAt()),
                    Paging.text(display.revokedAt()));
        }
    }

    @POST
    public Uni<Response> issue(@Nullable NewDisplayJson wanted) {
        String name = wanted == null ? null : wanted.name();
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
            throw invalid("A display's name has 1 to " + LONGEST_NAME + " characters.", "/name");
        }
        String audienceName = wanted == null || wanted.audience() == null ? "floor" : wanted.audience();
        Optional<Audience> audience = Audience.ofWireName(audienceName);
        if (audience.isEmpty()) throw invalid("The audience is floor or supervisors.", "/audience");
        return keys.issueDisplay(identity.getPrincipal().getName(), name, audience.get())
                .map(issued -> Response.status(Response.Status.CREATED)
                        .entity(new IssuedDisplayJson(
                                Long.toString(issued.id()),
                                issued.token().text(),
                                "/wall#token=" + issued.token().text()))
                        .build());
    }

    private static ProblemException invalid(String detail, String pointer) {
        return new ProblemException(Problem.of(400, "invalid-value", "A value is not allowed", detail)
                .at(pointer));
    }

    @GET
    public Uni<DisplaysJson> list(
            @QueryParam("after") @DefaultValue("0") String after, @QueryParam("limit") @DefaultValue("100") int limit) {
        int page = Paging.limit(limit);
        return keys.displays(Paging.cursor(after), page)
                .map(found -> new DisplaysJson(
                        found.stream().map(DisplayJson::of).toList(),
                        found.size() < page
                                ? null
                                : Long.toString(found.getLast().displayId())));
    }

    @DELETE
    @Path("/{id}")
    public Uni<Response> revoke(@PathParam("id") String id) {
        return keys.revokeDisplay(identity.getPrincipal().getName(), Paging.cursor(id))
                .map(Paging::revoked);
    }
}
