package io.qingting.report.web;

import io.qingting.kernel.Ratio;
import io.qingting.report.app.HalfHourReports;
import io.qingting.report.app.Parameters;
import io.qingting.report.domain.HalfHours;
import io.qingting.report.domain.Metric;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Today by half hours, beside the same weekday of last week. */
@Path("/api/board/half-hours")
@RolesAllowed({"admin", "supervisor", "quality"})
class HalfHourResource {
    private static final Set<String> KNOWN = Set.of("queue");
    private static final int MOST_IDS = 500;

    private final HalfHourReports reports;

    HalfHourResource(HalfHourReports reports) {
        this.reports = reports;
    }

    /** @param serviceLevel null: accepts are automatic or only derived */
    record HalfHourJson(int offered, @Nullable Ratio serviceLevel, Ratio abandonmentRate) {
        static @Nullable HalfHourJson of(HalfHours.@Nullable Slot slot) {
            return slot == null ? null : new HalfHourJson(slot.offered(), slot.serviceLevel(), slot.abandonmentRate());
        }
    }

    /**
     * @param at begin of the half hour
     * @param today null: it has not begun yet
     * @param lastWeek null: that day has no such half hour
     */
    record HalfHourPairJson(
            Instant at,
            @Nullable HalfHourJson today,
            @Nullable HalfHourJson lastWeek) {}

    /** @param state live, or catchingUp where history is lagSeconds behind the log, so that half hours may be missing */
    record HalfHoursJson(
            Instant at, int metricsVersion, String state, double lagSeconds, List<HalfHourPairJson> halfHours) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "The business day by half hours, beside the same weekday of last week",
            description = "queue: may be repeated (all).")
    public Uni<HalfHoursJson> halfHours(@Context UriInfo uri) {
        Parameters given = new Parameters(uri.getQueryParameters(), KNOWN);
        return reports.read(given.ids("queue", MOST_IDS))
                .map(found -> new HalfHoursJson(
                        Instant.ofEpochMilli(found.at()),
                        Metric.VERSION,
                        found.isCatchingUp() ? "catchingUp" : "live",
                        Math.round(found.lagSeconds() * 10) / 10.0,
                        found.pairs().stream()
                                .map(p -> new HalfHourPairJson(
                                        p.at(), HalfHourJson.of(p.today()), HalfHourJson.of(p.lastWeek())))
                                .toList()));
    }
}
