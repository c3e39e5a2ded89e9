package io.qingting.report.web;

import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import io.qingting.report.app.ReportRequests;
import io.qingting.report.app.Reports;
import io.qingting.report.domain.Durations;
import io.qingting.report.domain.HeatMap;
import io.qingting.report.domain.Metric;
import io.qingting.report.domain.PatternQuery;
import io.qingting.report.domain.Waits;
import io.qingting.site.app.SiteConfiguration;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** When it is busy, and how long customers wait: pictures of a range as a whole. */
@Path("/api/reports")
@RolesAllowed({"admin", "quality", "supervisor"})
@Produces(MediaType.APPLICATION_JSON)
class PatternResource {
    private static final String FILTERS =
            "from, to or range, serviceLevelSeconds, queue, channel, segment: as for the figures" + " of queues.";

    private final Reports reports;
    private final ReportRequests requests;
    private final SiteConfiguration site;

    PatternResource(Reports reports, ReportRequests requests, SiteConfiguration site) {
        this.reports = reports;
        this.requests = requests;
        this.site = site;
    }

    /**
     * @param weekday 1 Monday … 7 Sunday
     * @param halfHour 0 … 47, of the site's clock
     * @param days how many such half hours of the range have begun
     * @param serviceLevel null: no data, as accepts are automatic or derived
     * @param waitSeconds of answered entries
     */
    record CellJson(
            int weekday,
            int halfHour,
            int days,
            long offered,
            Ratio abandonmentRate,
            @Nullable Ratio serviceLevel,
            Mean waitSeconds) {}

    record HeatMapJson(
            int metricsVersion,
            String zone,
            String startsAt,
            String endsAt,
            long serviceLevelSeconds,
            List<CellJson> cells) {}

    /** @param counts by bound, a wait that is as long as it below it; the last is of longer waits */
    record WaitsOfJson(List<Long> counts, Durations seconds) {}

    record WaitsJson(
            int metricsVersion,
            String zone,
            String startsAt,
            String endsAt,
            long serviceLevelSeconds,
            List<Integer> boundsSeconds,
            WaitsOfJson answered,
            WaitsOfJson abandoned) {}

    @GET
    @Path("/heat-map")
    @Operation(summary = "Entries by weekday and half hour", description = FILTERS)
    public Uni<HeatMapJson> heatMap(@Context UriInfo uri) {
        PatternQuery query = requests.pattern(uri.getQueryParameters());
        ZoneId zone = site.current().zone();
        return reports.heatMap(query)
                .map(map -> new HeatMapJson(
                        Metric.VERSION,
                        zone.getId(),
                        query.from().toString(),
                        query.to().toString(),
                        query.serviceLevel().toSeconds(),
                        map.cells().stream().map(PatternResource::cell).toList()));
    }

    private static CellJson cell(HeatMap.Cell cell) {
        return new CellJson(
                cell.weekday(),
                cell.halfHour(),
                cell.days(),
                cell.offered(),
                cell.abandonmentRate(),
                cell.serviceLevel(),
                cell.waitSeconds());
    }

    @GET
    @Path("/waits")
    @Operation(summary = "How long entries waited that were answered, and that were abandoned", description = FILTERS)
    public Uni<WaitsJson> waits(@Context UriInfo uri) {
        PatternQuery query = requests.pattern(uri.getQueryParameters());
        ZoneId zone = site.current().zone();
        return reports.waits(query)
                .map(waits -> new WaitsJson(
                        Metric.VERSION,
                        zone.getId(),
                        query.from().toString(),
                        query.to().toString(),
                        query.serviceLevel().toSeconds(),
                        waits.boundsSeconds(),
                        part(waits.answered()),
                        part(waits.abandoned())));
    }

    private static WaitsOfJson part(Waits.Part part) {
        return new WaitsOfJson(part.counts(), part.seconds());
    }
}
