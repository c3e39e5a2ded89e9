package io.qingting.access.web;

import io.qingting.access.app.Keys;
import io.qingting.access.domain.SourceKey;
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
import org.jspecify.annotations.Nullable;

/** Keys of sources, for administrators. */
@Path("/api/sources")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class SourceResource {
    private final Keys keys;
    private final SecurityIdentity identity;

    SourceResource(Keys keys, SecurityIdentity identity) {
        this.keys = keys;
        this.identity = identity;
    }

    /** @param mayImport absent: no */
    record NewSourceJson(@Nullable String name, @Nullable Boolean mayImport) {}

    /** @param key shown this once */
    record IssuedSourceJson(String id, String source, String key) {}

    record SourcesJson(
            List<SourceKeyJson> sources, @Nullable String next) {}

    record SourceKeyJson(
            String id,
            String name,
            String source,
            boolean mayImport,
            String createdAt,
            @Nullable String lastUsedAt,
            @Nullable String revokedAt) {
        static SourceKeyJson of(SourceKey key) {
            return new SourceKeyJson(
                    Long.toString(key.keyId()),
                    key.name(),
                    "/connectors/" + key.name(),
                    key.mayImport(),
                    key.createdAt().toString(),
                    Paging.text(key.lastUsedAt()),
                    Paging.text(key.revokedAt()));
        }
    }

    @POST
    public Uni<Response> issue(@Nullable NewSourceJson wanted) {
        String name = wanted == null ? null : wanted.name();
        if (name == null || !SourceKey.isName(name)) {
            throw new ProblemException(Problem.of(
                            400,
                            "invalid-value",
                            "A value is not allowed",
                            "A source's name has 1 to 63 characters of a–z, 0–9, dot, underscore and hyphen, and begins"
                                    + " with a letter or digit.")
                    .at("/name"));
        }
        boolean mayImport = wanted != null && Boolean.TRUE.equals(wanted.mayImport());
        return keys.issueSourceKey(identity.getPrincipal().getName(), name, mayImport)
                .map(issued -> Response.status(Response.Status.CREATED)
                        .entity(new IssuedSourceJson(
                                Long.toString(issued.id()),
                                "/connectors/" + name,
                                issued.token().text()))
                        .build());
    }

    @GET
    public Uni<SourcesJson> list(
            @QueryParam("after") @DefaultValue("0") String after, @QueryParam("limit") @DefaultValue("100") int limit) {
        int page = Paging.limit(limit);
        return keys.sourceKeys(Paging.cursor(after), page)
                .map(found -> new SourcesJson(
                        found.stream().map(SourceKeyJson::of).toList(),
                        found.size() < page
                                ? null
                                : Long.toString(found.getLast().keyId())));
    }

    @DELETE
    @Path("/{id}")
    public Uni<Response> revoke(@PathParam("id") String id) {
        return keys.revokeSourceKey(identity.getPrincipal().getName(), Paging.cursor(id))
                .map(Paging::revoked);
    }
}
