package io.qingting.explain.web;

import io.qingting.access.app.Identities;
import io.qingting.access.domain.Grant;
import io.qingting.access.domain.Sight;
import io.qingting.explain.app.Asked;
import io.qingting.explain.app.Exclusions;
import io.qingting.explain.app.Explanation;
import io.qingting.explain.app.Explanations;
import io.qingting.explain.app.Names;
import io.qingting.explain.domain.Explainable;
import io.qingting.explain.domain.Scope;
import io.qingting.explain.web.ExplainJson.DefinitionJson;
import io.qingting.explain.web.ExplainJson.DefinitionsJson;
import io.qingting.explain.web.ExplainJson.ExplainedContactJson;
import io.qingting.explain.web.ExplainJson.ExplainedContactsJson;
import io.qingting.explain.web.ExplainJson.FigureExplanationJson;
import io.qingting.explain.web.ExplainJson.RecomputedFigureJson;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.report.app.ReportSettings;
import io.qingting.report.domain.BusinessDays;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Why a figure is what it is: its definition, its parts, the contacts behind it, and the same figure recomputed from the log.
 * Figures of places are for who oversees the floor; those of people for who may see them, and an agent's for the agent.
 */
@Path("/api/explain")
@RolesAllowed({"admin", "supervisor", "quality", "agent"})
@Produces(MediaType.APPLICATION_JSON)
class ExplainResource {
    private static final String CSV = "text/csv";
    private static final int LARGEST_PAGE = 500;
    private static final Set<String> OVERSEERS = Set.of("admin", "supervisor", "quality");

    private final Explanations explanations;
    private final Exclusions exclusions;
    private final Names names;
    private final SiteConfiguration site;
    private final ReportSettings reports;
    private final BusinessClock clock;
    private final SecurityIdentity identity;

    ExplainResource(
            Explanations explanations,
            Exclusions exclusions,
            Names names,
            SiteConfiguration site,
            ReportSettings reports,
            BusinessClock clock,
            SecurityIdentity identity) {
        this.explanations = explanations;
        this.exclusions = exclusions;
        this.names = names;
        this.site = site;
        this.reports = reports;
        this.clock = clock;
        this.identity = identity;
    }

    @GET
    @Path("/metrics")
    @Operation(summary = "The definitions of all figures that can be explained")
    public DefinitionsJson metrics() {
        return new DefinitionsJson(
                Explainable.VERSION,
                Explainable.all().stream().map(DefinitionJson::of).toList());
    }

    @GET
    @Path("/figures/{metric}")
    @Operation(
            summary = "What a figure is made of",
            description =
                    "Formula, numerator and denominator, and how many contributions are left out for which reason. A live"
                            + " window is of the board's position and instant, both in the answer.")
    public Uni<FigureExplanationJson> figure(@PathParam("metric") String metric, @BeanParam FigureQuery query) {
        Sight sight = sight();
        return allowed(metric, query, asked -> {
            OwnRatings.refuseOtherTimes(sight, asked);
            return explanations
                    .figure(asked)
                    .invoke(told -> OwnRatings.refuseFew(sight, told, asked))
                    .map(told -> FigureExplanationJson.of(told, !OwnRatings.areAskedFor(sight, asked), names));
        });
    }

    /**
     * @param limit lines of a page, 1 to 500
     * @param cursor {@code next} of the page before
     */
    @GET
    @Path("/figures/{metric}/contacts")
    @Operation(
            summary = "The contacts behind a figure",
            description = "In the order of the instants by which they count.")
    public Uni<ExplainedContactsJson> contacts(
            @PathParam("metric") String metric,
            @BeanParam FigureQuery query,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        int page = Math.clamp(limit, 1, LARGEST_PAGE);
        Sight sight = sight();
        return allowed(
                metric,
                query,
                asked -> listed(sight, asked)
                        .contacts(asked, cursor == null ? null : Cursor.decode(cursor), page)
                        .chain(found -> lines(sight, asked, found)
                                .map(lines -> new ExplainedContactsJson(
                                        found.asOf().encode(),
                                        ExplainJson.instant(found.asOf().at()),
                                        lines,
                                        found.hasMore()
                                                ? Cursor.encode(
                                                        found.lines().getLast().place())
                                                : null))));
    }

    /** @param language of the reasons: zh or en */
    @GET
    @Path("/figures/{metric}/contacts.csv")
    @Produces(CSV)
    @Operation(
            summary = "All contacts behind a figure, as CSV",
            description =
                    "At most 20,000 lines (qingting.explain.export-lines); a longer list is refused, never cut off.")
    public Uni<Response> export(
            @PathParam("metric") String metric,
            @BeanParam FigureQuery query,
            @QueryParam("language") @DefaultValue("zh") String language) {
        Sight sight = sight();
        return allowed(
                metric,
                query,
                asked -> listed(sight, asked)
                        .export(asked)
                        .chain(found -> lines(sight, asked, found))
                        .map(lines -> Response.ok(
                                        ContactsCsv.write(lines, language.equals("en")), CSV + ";charset=UTF-8")
                                .header(
                                        HttpHeaders.CONTENT_DISPOSITION,
                                        "attachment; filename=\""
                                                + asked.metric().wireName() + "-contacts.csv\"")
                                .build()));
    }

    @GET
    @Path("/figures/{metric}/recomputation")
    @Operation(
            summary = "The same figure from the events of the log",
            description =
                    "Folds the contacts anew, at most 10,000 (qingting.explain.recomputed-contacts), and says whether both"
                            + " are equal.")
    public Uni<RecomputedFigureJson> recomputation(@PathParam("metric") String metric, @BeanParam FigureQuery query) {
        Sight sight = sight();
        return allowed(metric, query, asked -> listed(sight, asked).recompute(asked))
                .map(RecomputedFigureJson::of);
    }

    private Explanations listed(Sight sight, Asked asked) {
        OwnRatings.refuseLists(sight, asked);
        return explanations;
    }

    /** @param sight taken while the request was at hand: it is not any more when the lines are */
    private Uni<List<ExplainedContactJson>> lines(Sight sight, Asked asked, Explanation.Page page) {
        return exclusions
                .of(page)
                .chain(excluded -> names.agents(sight, page.lines())
                        .map(agents -> page.lines().stream()
                                .map(line -> ExplainedContactJson.of(
                                        line, asked.metric(), agents, excluded.get(Exclusions.subject(line)), names))
                                .toList()));
    }

    private <T> Uni<T> allowed(String metric, FigureQuery query, Function<Asked, Uni<T>> answer) {
        Explainable known = Explainable.ofWireName(metric)
                .orElseThrow(() -> new ProblemException(Problem.of(
                        404,
                        "not-found",
                        "Not found",
                        "No figure of that name. GET /api/explain/metrics lists them.")));
        Site present = site.current();
        Asked asked = query.asked(
                known,
                new BusinessDays(present.zone(), present.dayStartHour()),
                clock.nowMillis(),
                reports.maxRange(),
                ownAgentId());
        return mayAsk(asked.scope()).chain(may -> {
            if (!may) throw forbidden();
            return answer.apply(asked);
        });
    }

    private Uni<Boolean> mayAsk(Scope scope) {
        Sight sight = sight();
        boolean overseer = identity.getRoles().stream().anyMatch(OVERSEERS::contains);
        return switch (scope.kind()) {
            case AGENT -> names.reaches(sight, scope.id());
            case TEAM -> Uni.createFrom().item(overseer && leads(sight, scope.id()));
            case SITE, QUEUE, CHANNEL, SEGMENT -> Uni.createFrom().item(overseer);
        };
    }

    private static boolean leads(Sight sight, String teamId) {
        return switch (sight) {
            case Sight.Everybody everybody -> true;
            case Sight.Nobody nobody -> false;
            case Sight.Own own -> own.teamIds().contains(teamId);
        };
    }

    private Sight sight() {
        return Identities.grant(identity).map(Grant::sight).orElse(Sight.NOBODY);
    }

    private @Nullable String ownAgentId() {
        return Identities.grant(identity).orElse(null) instanceof Grant.LoggedIn person ? person.agentId() : null;
    }

    /** The same for an agent whom the caller may not see and for one whom nobody knows. */
    private static ProblemException forbidden() {
        return new ProblemException(Problem.of(
                403, "forbidden", "Not allowed", "Ask for your own figures, or for those of your own teams."));
    }
}
