package io.qingting.staffing.web;

import io.qingting.kernel.BusinessClock;
import io.qingting.report.app.Parameters;
import io.qingting.report.app.ReportWords;
import io.qingting.report.app.TableFiles;
import io.qingting.report.domain.BusinessDays;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import io.qingting.site.domain.Targets.ServiceLevel;
import io.qingting.staffing.app.Staffing;
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
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** How many agents a day needs. */
@Path("/api/staffing")
@RolesAllowed({"admin", "supervisor", "quality"})
class StaffingResource {
    private static final Set<String> KNOWN =
            Set.of("day", "queue", "weeks", "serviceLevelPercent", "serviceLevelSeconds", "format", "lang");
    private static final int FURTHEST_DAYS = 62;
    private static final int USUAL_WEEKS = 6;
    private static final int MOST_WEEKS = 12;
    private static final int LONGEST_SECONDS = 3_600;
    private static final double HUNDRED = 100;

    private enum Format {
        JSON,
        CSV
    }

    private enum Lang {
        ZH,
        EN
    }

    private final Staffing staffing;
    private final SiteConfiguration site;
    private final BusinessClock clock;

    StaffingResource(Staffing staffing, SiteConfiguration site, BusinessClock clock) {
        this.staffing = staffing;
        this.site = site;
        this.clock = clock;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, TableFiles.CSV})
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = StaffingJson.class)),
                @Content(mediaType = TableFiles.CSV, schema = @Schema(implementation = String.class))
            })
    @Operation(
            summary = "Contacts expected by half hour, and the agents that answer them in time",
            description =
                    "Voice and chat. day: a business day up to 62 days ahead (today). queue: an id (all). weeks: 3 to 12 last days of"
                            + " the same kind that the forecast stands on (6): the mean of the same half hour, of five days or more"
                            + " without the highest and the lowest. Days of a kind have the same weekday; holidays are like holidays,"
                            + " make-up workdays like the weekday that they stand in for. serviceLevelPercent, 1 to 99, within"
                            + " serviceLevelSeconds (the site's target). Agents by Erlang C and, where 20 or more customers gave up,"
                            + " Erlang A. A chat takes its part of those that an agent holds at a time. format: json, csv; lang: zh, en"
                            + " of a CSV (zh).")
    public Uni<Response> plan(@Context UriInfo uri) {
        Parameters given = new Parameters(uri.getQueryParameters(), KNOWN);
        Format format = given.word("format", Format.JSON, List.of(Format.values()));
        Lang lang = given.word("lang", Lang.ZH, List.of(Lang.values()));
        Site present = site.current();
        Staffing.Question question = question(given, present);
        return staffing.plan(question)
                .emitOn(Infrastructure.getDefaultExecutor())
                .map(answer -> format == Format.CSV
                        ? file(answer, lang)
                        : Response.ok(
                                        StaffingJson.of(
                                                question, answer, present.zone().getId()),
                                        MediaType.APPLICATION_JSON)
                                .build());
    }

    private Staffing.Question question(Parameters given, Site present) {
        ServiceLevel usual = present.targets().serviceLevel();
        List<String> queues = given.ids("queue", 1);
        return new Staffing.Question(
                day(given, present),
                queues.isEmpty() ? null : queues.getFirst(),
                given.number("weeks", USUAL_WEEKS, 3, MOST_WEEKS),
                given.has("serviceLevelPercent")
                        ? given.number("serviceLevelPercent", 1, 1, 99) / HUNDRED
                        : Math.clamp(usual.target(), 1 / HUNDRED, 99 / HUNDRED),
                given.number("serviceLevelSeconds", usual.seconds(), 0, LONGEST_SECONDS));
    }

    private LocalDate day(Parameters given, Site present) {
        LocalDate today = new BusinessDays(present.zone(), present.dayStartHour()).dayOf(clock.now());
        String text = given.text("day");
        if (text == null) return today;
        LocalDate last = today.plusDays(FURTHEST_DAYS);
        try {
            LocalDate day = LocalDate.parse(text);
            if (!day.isAfter(last) && day.getYear() > 1970) return day;
        } catch (DateTimeException e) {
            // Refused below, as a day too far ahead is.
        }
        throw Parameters.refusal(
                "day",
                "is \"" + Parameters.shown(text) + "\"",
                "Write a date such as 2026-11-21, at the latest " + last);
    }

    private static Response file(Staffing.Answer answer, Lang lang) {
        byte[] bytes =
                StaffingCsv.write(answer.plan(), new ReportWords(lang.name().toLowerCase(Locale.ROOT)));
        return Response.ok(bytes, TableFiles.CSV + ";charset=UTF-8")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"staffing-" + answer.plan().day() + ".csv\"")
                .build();
    }
}
