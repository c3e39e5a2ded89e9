package io.qingting.appeal.web;

import io.qingting.access.app.Identities;
import io.qingting.access.domain.Grant;
import io.qingting.appeal.app.Appeals;
import io.qingting.appeal.web.AppealJson.AppealsJson;
import io.qingting.kernel.ContactKey;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
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
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** An agent's own appeals. */
@Path("/api/me/appeals")
@RolesAllowed("agent")
@Produces(MediaType.APPLICATION_JSON)
class OwnAppealResource {
    private static final int LONGEST_ID = 200;

    private final Appeals appeals;
    private final SiteNames names;
    private final SecurityIdentity identity;

    OwnAppealResource(Appeals appeals, SiteNames names, SecurityIdentity identity) {
        this.appeals = appeals;
        this.names = names;
        this.identity = identity;
    }

    /** @param reason why it should not count, 1 to 500 characters, nothing about the customer's person */
    record NewAppealJson(
            @Nullable Integer sourceId,
            @Nullable String contactId,
            @Nullable String reason) {}

    record AppealIdJson(String appealId) {}

    @GET
    @Operation(
            summary = "The own appeals, the newest first",
            description = "before: a cursor; limit (50, at most 200).")
    public Uni<AppealsJson> list(
            @QueryParam("before") @Nullable String before, @QueryParam("limit") @DefaultValue("50") int limit) {
        int page = AppealJson.limit(limit);
        return appeals.ofAgent(agentId(), AppealJson.before(before), page)
                .map(found -> AppealJson.page(
                        found.stream().map(each -> AppealJson.of(each, names)).toList(), page));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Appeals against a contact in the own score",
            description =
                    "A contact that the agent served and that ended within 30 days; once a contact. At most ten are open, and"
                            + " ten made in 24 hours.")
    public Uni<Response> make(@Nullable NewAppealJson wanted) {
        if (wanted == null) throw AppealJson.invalid("Choose a contact from the list.", "");
        Integer sourceId = wanted.sourceId();
        String contactId = wanted.contactId();
        if (sourceId == null) throw AppealJson.invalid("Choose a contact from the list.", "/sourceId");
        if (contactId == null || contactId.isEmpty() || contactId.length() > LONGEST_ID)
            throw AppealJson.invalid("Choose a contact from the list.", "/contactId");
        String reason = AppealJson.needed(wanted.reason(), "/reason");
        return appeals.make(actor(), agentId(), new ContactKey(sourceId, contactId), reason)
                .map(id -> Response.status(Response.Status.CREATED)
                        .entity(new AppealIdJson(Long.toString(id)))
                        .build());
    }

    @POST
    @Path("/{id}/withdraw")
    @Operation(summary = "Takes an own open appeal back")
    public Uni<Response> withdraw(@PathParam("id") String id) {
        return appeals.withdraw(actor(), agentId(), AppealJson.id(id)).map(done -> {
            if (!done)
                throw new ProblemException(
                        Problem.of(404, "not-found", "Not found", "None of your open appeals has this id."));
            return Response.noContent().build();
        });
    }

    private String actor() {
        return identity.getPrincipal().getName();
    }

    private String agentId() {
        Grant.LoggedIn person = (Grant.LoggedIn) Identities.grant(identity).orElseThrow();
        return Objects.requireNonNull(person.agentId(), "an agent without the id of one");
    }
}
