package io.qingting.appeal.web;

import io.qingting.access.app.Identities;
import io.qingting.access.domain.Grant;
import io.qingting.access.domain.Role;
import io.qingting.access.domain.Sight;
import io.qingting.appeal.app.Appeals;
import io.qingting.appeal.app.Appeals.Decider;
import io.qingting.appeal.domain.Appeal.State;
import io.qingting.appeal.web.AppealJson.AppealsJson;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Agents' appeals: quality leads decide, supervisors see those of their teams. */
@Path("/api/appeals")
@RolesAllowed({"admin", "quality"})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class AppealResource {
    private final Appeals appeals;
    private final SiteNames names;
    private final SecurityIdentity identity;

    AppealResource(Appeals appeals, SiteNames names, SecurityIdentity identity) {
        this.appeals = appeals;
        this.names = names;
        this.identity = identity;
    }

    /** @param note why, 1 to 500 characters; the agent reads it */
    record DecisionJson(@Nullable String note) {}

    @GET
    @RolesAllowed({"admin", "quality", "supervisor"})
    @Operation(
            summary = "Appeals, the newest first",
            description =
                    "state: open, accepted, rejected, withdrawn; absent: all. before: a cursor; limit (50, at most 200).")
    public Uni<AppealsJson> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        int page = AppealJson.limit(limit);
        return appeals.list(sight(), state(state), AppealJson.before(before), page)
                .map(found -> AppealJson.page(
                        found.stream().map(each -> AppealJson.of(each, names)).toList(), page));
    }

    private static @Nullable State state(@Nullable String text) {
        if (text == null || text.isEmpty()) return null;
        return State.ofWireName(text)
                .orElseThrow(() -> AppealJson.invalid("A state is open, accepted, rejected or withdrawn.", "/state"));
    }

    @POST
    @Path("/{id}/accept")
    @Operation(
            summary = "Accepts an appeal",
            description =
                    "The contact leaves the agent's score, by an event score.excluded; no figure of a queue changes.")
    public Uni<Response> accept(@PathParam("id") String id, @Nullable DecisionJson body) {
        return decide(id, body, true);
    }

    @POST
    @Path("/{id}/reject")
    @Operation(summary = "Rejects an appeal")
    public Uni<Response> reject(@PathParam("id") String id, @Nullable DecisionJson body) {
        return decide(id, body, false);
    }

    private Uni<Response> decide(String id, @Nullable DecisionJson body, boolean accept) {
        String note = AppealJson.needed(body == null ? null : body.note(), "/note");
        return appeals.decide(decider(), AppealJson.id(id), accept, note)
                .map(done -> Response.noContent().build());
    }

    private Decider decider() {
        String own =
                Identities.grant(identity).orElseThrow() instanceof Grant.LoggedIn person ? person.agentId() : null;
        String role = identity.hasRole(Role.QUALITY.wireName()) ? Role.QUALITY.wireName() : Role.ADMIN.wireName();
        return new Decider(identity.getPrincipal().getName(), role, own);
    }

    private Sight sight() {
        return Identities.grant(identity).map(Grant::sight).orElse(Sight.NOBODY);
    }
}
