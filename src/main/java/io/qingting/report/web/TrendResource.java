package io.qingting.report.web;

import io.qingting.access.app.Identities;
import io.qingting.access.domain.Grant;
import io.qingting.access.domain.Sight;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.report.app.Parameters;
import io.qingting.report.app.Trends;
import io.qingting.report.domain.TrendQuery;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** How the floor came to where it is: once when a screen opens, then frames carry on. */
@Path("/api/board/trend")
@RolesAllowed({"display", "admin", "supervisor", "quality", "agent"})
class TrendResource {
    private static final Set<String> KNOWN = Set.of("minutes", "window", "queue", "team");
    private static final int MOST_IDS = 500;

    private final Trends trends;
    private final SecurityIdentity identity;

    TrendResource(Trends trends, SecurityIdentity identity) {
        this.trends = trends;
        this.identity = identity;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Trend by minute",
            description =
                    "minutes: points, 1 to 240 (60). window: of last week's rates, 5m, 15m, 30m, 60m or today (30m)."
                            + " queue: may be repeated. team: may be repeated, narrows what belongs to agents. Agents on duty of queues are"
                            + " their members as of now. state: live, or catchingUp where history is lagSeconds behind the log,"
                            + " so that minutes may be missing.")
    public Uni<TrendJson> trend(@Context UriInfo uri) {
        Parameters given = new Parameters(uri.getQueryParameters(), KNOWN);
        TrendQuery query = new TrendQuery(
                given.number("minutes", 60, 1, 240),
                window(given),
                given.ids("queue", MOST_IDS),
                given.ids("team", MOST_IDS));
        refuseOthers(query);
        return trends.read(query).map(TrendJson::of);
    }

    /** A supervisor asks for own teams; an agent and a display of the floor for none: a minute may be that of one person. */
    private void refuseOthers(TrendQuery query) {
        boolean allowed = switch (Identities.grant(identity).map(Grant::sight).orElse(Sight.NOBODY)) {
            case Sight.Everybody everybody -> true;
            case Sight.Nobody nobody -> query.teams().isEmpty();
            case Sight.Own own -> own.teamIds().containsAll(query.teams());
        };
        if (allowed) return;
        throw new ProblemException(Problem.of(403, "forbidden", "Not allowed", "Ask for own teams only."));
    }

    private static int window(Parameters given) {
        String text = given.text("window");
        return switch (text) {
            case null -> 30;
            case "5m" -> 5;
            case "15m" -> 15;
            case "30m" -> 30;
            case "60m" -> 60;
            case "today" -> 0;
            default ->
                throw Parameters.refusal(
                        "window", "is \"" + Parameters.shown(text) + "\"", "Write one of 5m, 15m, 30m, 60m, today");
        };
    }
}
