package io.qingting.report.web;

import io.qingting.access.app.Identities;
import io.qingting.access.domain.Grant;
import io.qingting.report.app.Parameters;
import io.qingting.report.app.ReportViews;
import io.qingting.report.domain.ReportQuery.Subject;
import io.qingting.report.domain.SavedView;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Questions to the reports under a name: own ones, and those that administrators and quality share. */
@Path("/api/report-views")
@RolesAllowed({"admin", "quality", "supervisor"})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class ViewResource {
    private final ReportViews views;
    private final SecurityIdentity identity;

    ViewResource(ReportViews views, SecurityIdentity identity) {
        this.views = views;
        this.identity = identity;
    }

    /**
     * @param isOwn false: another's, which only that one and administrators remove
     * @param subject queues or agents
     * @param query as it stands in an address behind the question mark of the reports
     * @param look of the screen, which the server keeps as it is
     */
    record ViewJson(
            String viewId,
            String name,
            boolean shared,
            boolean isOwn,
            String ownerName,
            String subject,
            String query,
            String look,
            String updatedAt) {}

    record ViewsJson(List<ViewJson> views) {}

    record ViewInput(
            @Nullable String name,
            @Nullable Boolean shared,
            @Nullable String subject,
            @Nullable String query,
            @Nullable String look) {}

    record ViewIdJson(String viewId) {}

    @GET
    @Operation(summary = "Own and shared views, by name", description = "At most 300.")
    public Uni<ViewsJson> list() {
        String owner = ReportViews.owner(grant());
        return views.visibleTo(grant())
                .map(all -> new ViewsJson(all.stream().map(v -> json(v, owner)).toList()));
    }

    private static ViewJson json(SavedView view, String owner) {
        return new ViewJson(
                Long.toString(view.viewId()),
                view.name(),
                view.shared(),
                view.owner().equals(owner),
                view.ownerName(),
                Parameters.wire(view.subject()),
                view.query(),
                view.look(),
                view.updatedAt().toString());
    }

    @POST
    @Operation(summary = "Keeps a view", description = "Who does not see everybody keeps own views only.")
    public Uni<Response> make(@Nullable ViewInput wanted) {
        return views.save(grant(), 0, wanted(wanted))
                .map(id -> Response.status(Response.Status.CREATED)
                        .entity(new ViewIdJson(Long.toString(id)))
                        .build());
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Replaces an own view")
    public Uni<Response> replace(@PathParam("id") String id, @Nullable ViewInput wanted) {
        return views.save(grant(), ViewInputs.id(id), wanted(wanted))
                .map(saved -> Response.noContent().build());
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Removes a view with its schedules: an own one, or for administrators any shared one")
    public Uni<Response> remove(@PathParam("id") String id) {
        return views.delete(grant(), ViewInputs.id(id))
                .map(done -> Response.noContent().build());
    }

    private static ReportViews.Wanted wanted(@Nullable ViewInput given) {
        if (given == null) throw ViewInputs.invalid("Say a name, the subject and the query.", "/name");
        return new ReportViews.Wanted(
                ViewInputs.needed(given.name, SavedView.LONGEST_NAME, "/name"),
                Boolean.TRUE.equals(given.shared),
                subject(given.subject),
                ViewInputs.needed(given.query, SavedView.LONGEST_QUERY, "/query"),
                ViewInputs.text(given.look, SavedView.LONGEST_LOOK, "/look"));
    }

    private static Subject subject(@Nullable String text) {
        for (Subject subject : Subject.values()) {
            if (subject.name().toLowerCase(Locale.ROOT).equals(text)) return subject;
        }
        throw ViewInputs.invalid("Write queues or agents.", "/subject");
    }

    private Grant grant() {
        return Identities.grant(identity).orElseThrow();
    }
}
