package io.qingting.report.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.access.app.Identities;
import io.qingting.access.domain.Grant;
import io.qingting.access.domain.Sight;
import io.qingting.report.app.Parameters;
import io.qingting.report.app.ReportCsv;
import io.qingting.report.app.ReportRequests;
import io.qingting.report.app.ReportTable;
import io.qingting.report.app.Reports;
import io.qingting.report.app.TableFiles;
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
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Historical figures of queues and agents, from contact facts, in the site's time zone. Supervisors see own teams only. */
@Path("/api/reports")
@RolesAllowed({"admin", "quality", "supervisor"})
class ReportResource {
    private static final String[] HOW = {"format", "bom", "lang", "title"};
    private static final Set<String> KNOWN = ReportRequests.with(ReportRequests.OF_REPORTS, HOW);
    private static final int LONGEST_TITLE = 100;

    private enum Format {
        JSON,
        CSV,
        XLSX
    }

    private enum Lang {
        ZH,
        EN
    }

    private final Reports reports;
    private final ReportRequests requests;
    private final SiteConfiguration site;
    private final ObjectMapper mapper;
    private final SecurityIdentity identity;

    ReportResource(
            Reports reports,
            ReportRequests requests,
            SiteConfiguration site,
            ObjectMapper mapper,
            SecurityIdentity identity) {
        this.reports = reports;
        this.requests = requests;
        this.site = site;
        this.mapper = mapper;
        this.identity = identity;
    }

    @GET
    @Path("/queues")
    @Produces({MediaType.APPLICATION_JSON, TableFiles.CSV, TableFiles.XLSX})
    @Operation(
            summary = "Figures of queues",
            description =
                    "from, to (exclusive): dates of business days, or instants; or range: today, yesterday, thisWeek, lastWeek,"
                            + " thisMonth, lastMonth, thisQuarter, lastQuarter. by: halfHour, hour, day, week, month, quarter,"
                            + " total (day). group: queue, channel, segment, agent, all (queue). Filters, may be repeated: queue,"
                            + " channel, segment, agent. metric: columns, may be repeated (all). compare: previous, lastWeek,"
                            + " lastMonth, lastYear adds the same of an earlier range; a range that is not over yet is compared"
                            + " with as much of it. format: json, csv, xlsx. lang: zh, en names columns and rows in words, in CSV"
                            + " where it is given, in XLSX always (zh); bom: true puts a byte order mark before a CSV without"
                            + " words; title: of an XLSX.")
    public Uni<Response> queues(@Context UriInfo uri, @Context HttpHeaders headers) {
        return answer(Subject.QUEUES, uri, headers);
    }

    @GET
    @Path("/agents")
    @Produces({MediaType.APPLICATION_JSON, TableFiles.CSV, TableFiles.XLSX})
    @Operation(
            summary = "Figures of agents",
            description =
                    "As for queues; group: agent, team, queue, channel, segment, all (agent). Who leads teams sees the"
                            + " people of these. A row of a team, or of the people of own teams together, that stands on fewer than"
                            + " five people has no figures but how many they are.")
    public Uni<Response> agents(@Context UriInfo uri, @Context HttpHeaders headers) {
        return answer(Subject.AGENTS, uri, headers);
    }

    private Uni<Response> answer(Subject subject, UriInfo uri, HttpHeaders headers) {
        Parameters given = new Parameters(uri.getQueryParameters(), KNOWN);
        Format format = given.word("format", accepted(headers), List.of(Format.values()));
        boolean mark = Boolean.parseBoolean(given.text("bom"));
        Lang language = given.wordOrNone("lang", List.of(Lang.values()));
        String title = title(given, subject);
        ReportRequests.Request request = requests.report(subject, uri.getQueryParameters(), HOW);
        Site present = site.current();
        return reports.read(request, sight())
                .emitOn(Infrastructure.getDefaultExecutor())
                .map(answer -> switch (format) {
                    case JSON ->
                        Response.ok(
                                        ReportJson.write(mapper, request, answer, present.zone()),
                                        MediaType.APPLICATION_JSON)
                                .build();
                    case CSV ->
                        file(
                                request.query(),
                                TableFiles.CSV + ";charset=UTF-8",
                                "csv",
                                language == null
                                        ? ReportCsv.write(answer.report(), mark)
                                        : TableFiles.csv(table(answer, present, language)));
                    case XLSX ->
                        file(
                                request.query(),
                                TableFiles.XLSX,
                                "xlsx",
                                TableFiles.xlsx(table(answer, present, language == null ? Lang.ZH : language), title));
                });
    }

    private static String title(Parameters given, Subject subject) {
        String title = given.text("title");
        if (title == null) return Parameters.wire(subject);
        if (title.length() > LONGEST_TITLE)
            throw Parameters.refusal("title", "is too long", "Write at most " + LONGEST_TITLE + " characters");
        return title;
    }

    private ReportTable table(Reports.Answer answer, Site present, Lang language) {
        return new ReportTable(answer, present, site::agentName, language.name().toLowerCase(Locale.ROOT));
    }

    private Sight sight() {
        return Identities.grant(identity).map(Grant::sight).orElse(Sight.NOBODY);
    }

    private static Format accepted(HttpHeaders headers) {
        MediaType first = headers.getAcceptableMediaTypes().getFirst();
        String type = first.getType() + "/" + first.getSubtype();
        if (type.equals(TableFiles.XLSX)) return Format.XLSX;
        return type.equals(TableFiles.CSV) ? Format.CSV : Format.JSON;
    }

    private static Response file(ReportQuery query, String type, String ending, byte[] bytes) {
        String name = Parameters.wire(query.subject());
        String days = query.periods().getFirst().label().replaceAll("[^0-9-].*", "");
        return Response.ok(bytes, type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + name + '-' + days + "." + ending + "\"")
                .build();
    }
}
