package io.qingting.report.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.access.app.Identities;
import io.qingting.access.domain.Grant;
import io.qingting.access.domain.Sight;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.report.app.ReportSettings;
import io.qingting.report.app.Reports;
import io.qingting.report.domain.BusinessDays;
import io.qingting.report.domain.Grouping;
import io.qingting.report.domain.Period;
import io.qingting.report.domain.PeriodUnit;
import io.qingting.report.domain.Periods;
import io.qingting.report.domain.Report;
import io.qingting.report.domain.ReportQuery;
import io.qingting.report.domain.ReportQuery.Subject;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Historical figures of queues and agents, from contact facts, in the site's time zone. */
@Path("/api/reports")
@RolesAllowed({"admin", "quality"})
class ReportResource {
    private static final String CSV = "text/csv";
    private static final int MOST_IDS = 500;
    private static final Set<String> KNOWN = Set.of(
            "from",
            "to",
            "by",
            "group",
            "serviceLevelSeconds",
            "firstResponseSeconds",
            "responseSeconds",
            "queue",
            "channel",
            "agent",
            "format",
            "bom");

    private enum Format {
        JSON,
        CSV
    }

    private final Reports reports;
    private final ReportSettings settings;
    private final SiteConfiguration site;
    private final ObjectMapper mapper;
    private final SecurityIdentity identity;

    ReportResource(
            Reports reports,
            ReportSettings settings,
            SiteConfiguration site,
            ObjectMapper mapper,
            SecurityIdentity identity) {
        this.identity = identity;
        this.reports = reports;
        this.settings = settings;
        this.site = site;
        this.mapper = mapper;
    }

    @GET
    @Path("/queues")
    @RolesAllowed({"admin", "quality", "supervisor"})
    @Produces({MediaType.APPLICATION_JSON, CSV})
    @Operation(
            summary = "Figures of queues",
            description =
                    "from, to (exclusive): dates of business days, or instants. by: hour, day, week, month, quarter,"
                            + " total (day). group: queue, channel, agent, all (queue). Filters, may be repeated: queue, channel,"
                            + " agent. format: json, csv; bom: true puts a byte order mark before the CSV.")
    public Uni<Response> queues(@Context UriInfo uri, @Context HttpHeaders headers) {
        return answer(Subject.QUEUES, uri, headers);
    }

    @GET
    @Path("/agents")
    @Produces({MediaType.APPLICATION_JSON, CSV})
    @Operation(summary = "Figures of agents", description = "As for queues; group: agent, queue, channel, all (agent).")
    public Uni<Response> agents(@Context UriInfo uri, @Context HttpHeaders headers) {
        return answer(Subject.AGENTS, uri, headers);
    }

    private Uni<Response> answer(Subject subject, UriInfo uri, HttpHeaders headers) {
        Parameters given = new Parameters(uri.getQueryParameters(), KNOWN);
        Site present = site.current();
        ReportQuery query = query(subject, given, present);
        refuseOthers(query);
        Format format = given.word("format", accepted(headers), List.of(Format.values()));
        boolean mark = Boolean.parseBoolean(given.text("bom"));
        return reports.read(query)
                .emitOn(Infrastructure.getDefaultExecutor())
                .map(report -> format == Format.CSV
                        ? csv(report, mark)
                        : Response.ok(ReportJson.write(mapper, report, present.zone()), MediaType.APPLICATION_JSON)
                                .build());
    }

    /** Figures of single people are for those who may see everybody. */
    private void refuseOthers(ReportQuery query) {
        boolean tellsPeople =
                query.grouping() == Grouping.AGENT || !query.agents().isEmpty();
        Sight sight = Identities.grant(identity).map(Grant::sight).orElse(Sight.NOBODY);
        if (!tellsPeople || sight.equals(Sight.EVERYBODY)) return;
        throw new ProblemException(
                Problem.of(403, "forbidden", "Not allowed", "Ask for queues without group=agent and without agent."));
    }

    private static Format accepted(HttpHeaders headers) {
        MediaType first = headers.getAcceptableMediaTypes().getFirst();
        return first.getType().equals("text") && first.getSubtype().equals("csv") ? Format.CSV : Format.JSON;
    }

    private static Response csv(Report report, boolean mark) {
        String name = report.query().subject() == Subject.QUEUES ? "queues" : "agents";
        String days = report.query().periods().getFirst().label().replaceAll("[^0-9-].*", "");
        return Response.ok(ReportCsv.write(report, mark), CSV + ";charset=UTF-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + '-' + days + ".csv\"")
                .build();
    }

    private ReportQuery query(Subject subject, Parameters given, Site present) {
        PeriodUnit unit = given.word("by", PeriodUnit.DAY, List.of(PeriodUnit.values()));
        Grouping usual = subject == Subject.QUEUES ? Grouping.QUEUE : Grouping.AGENT;
        return new ReportQuery(
                subject,
                unit,
                given.word("group", usual, List.of(Grouping.values())),
                periods(given, present, unit),
                given.seconds(
                        "serviceLevelSeconds", present.targets().serviceLevel().seconds()),
                given.seconds("firstResponseSeconds", present.targets().firstResponseSeconds()),
                given.seconds("responseSeconds", present.targets().responseSeconds()),
                given.ids("queue", MOST_IDS),
                given.channels("channel"),
                given.ids("agent", MOST_IDS));
    }

    private List<Period> periods(Parameters given, Site present, PeriodUnit unit) {
        BusinessDays days = new BusinessDays(present.zone(), present.dayStartHour());
        Instant from = given.instant("from", days);
        Instant to = given.instant("to", days);
        if (!from.isBefore(to))
            throw Parameters.refusal("to", "is not later than from", "Write the first instant or day after the range");
        if (Duration.between(from, to).compareTo(settings.maxRange()) > 0)
            throw Parameters.refusal(
                    "to",
                    "makes a range of more than " + settings.maxRange().toDays() + " days",
                    "Ask for a shorter range");
        List<Period> periods = Periods.of(days, unit, from, to, settings.maxPeriods());
        if (periods.size() > settings.maxPeriods())
            throw Parameters.refusal(
                    "by",
                    "makes more than " + settings.maxPeriods() + " periods of the range",
                    "Ask for longer periods or a shorter range");
        return periods;
    }
}
