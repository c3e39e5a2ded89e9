package io.qingting.report.web;

import io.qingting.access.app.Identities;
import io.qingting.access.domain.Grant;
import io.qingting.kernel.BusinessClock;
import io.qingting.report.app.Parameters;
import io.qingting.report.app.ReportSettings;
import io.qingting.report.app.StarTable;
import io.qingting.report.app.Stars;
import io.qingting.report.app.TableFiles;
import io.qingting.report.domain.BusinessDays;
import io.qingting.report.web.StarsJson.PublishedStarsJson;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Service stars: people in the order of their scores over a month. */
@Path("/api/stars")
class StarsResource {
    private static final Set<String> KNOWN = Set.of("month", "team", "format", "lang", "title");
    private static final int LONGEST_TITLE = 100;
    private static final int FIRST_YEAR = 2000;

    private enum Format {
        JSON,
        CSV,
        XLSX
    }

    private enum Lang {
        ZH,
        EN
    }

    private final Stars stars;
    private final SiteConfiguration site;
    private final ReportSettings settings;
    private final BusinessClock clock;
    private final SecurityIdentity identity;

    StarsResource(
            Stars stars,
            SiteConfiguration site,
            ReportSettings settings,
            BusinessClock clock,
            SecurityIdentity identity) {
        this.stars = stars;
        this.site = site;
        this.settings = settings;
        this.clock = clock;
        this.identity = identity;
    }

    @GET
    @RolesAllowed({"admin", "quality", "supervisor"})
    @Produces({MediaType.APPLICATION_JSON, TableFiles.CSV, TableFiles.XLSX})
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = StarsJson.class)),
                @Content(mediaType = TableFiles.CSV, schema = @Schema(implementation = String.class)),
                @Content(mediaType = TableFiles.XLSX)
            })
    @Operation(
            summary = "People in the order of their service scores over a month",
            description =
                    "month: of business days, such as 2026-11 (the last one that is over). team: one only; who leads teams sees the people"
                            + " of these. The score is that of 30 days, of what belongs to the month; equal scores share a place. Made of the"
                            + " facts of now: late events and appeals change it. format: json, csv, xlsx; lang: zh, en of a file (zh); title:"
                            + " of an XLSX.")
    public Uni<Response> ranking(@Context UriInfo uri) {
        Parameters given = new Parameters(uri.getQueryParameters(), KNOWN);
        Format format = given.word("format", Format.JSON, List.of(Format.values()));
        String lang = given.word("lang", Lang.ZH, List.of(Lang.values())).name().toLowerCase(Locale.ROOT);
        String title = title(given);
        List<String> teams = given.ids("team", 1);
        YearMonth month = month("month", given.text("month"));
        return stars.ranking(month, grant().sight(), teams.isEmpty() ? null : teams.getFirst())
                .emitOn(Infrastructure.getDefaultExecutor())
                .map(answer -> switch (format) {
                    case JSON ->
                        Response.ok(StarsJson.of(answer, site, settings.starPlaces()), MediaType.APPLICATION_JSON)
                                .build();
                    case CSV ->
                        file(
                                answer,
                                TableFiles.CSV + ";charset=UTF-8",
                                "csv",
                                TableFiles.csv(new StarTable(answer, site, lang)));
                    case XLSX ->
                        file(
                                answer,
                                TableFiles.XLSX,
                                "xlsx",
                                TableFiles.xlsx(new StarTable(answer, site, lang), title));
                });
    }

    private static String title(Parameters given) {
        String title = given.text("title");
        if (title == null) return "stars";
        if (title.length() > LONGEST_TITLE)
            throw Parameters.refusal("title", "is too long", "Write at most " + LONGEST_TITLE + " characters");
        return title;
    }

    private YearMonth month(String name, @Nullable String text) {
        Site present = site.current();
        YearMonth current = YearMonth.from(new BusinessDays(present.zone(), present.dayStartHour()).dayOf(clock.now()));
        if (text == null) return current.minusMonths(1);
        try {
            YearMonth month = YearMonth.parse(text);
            if (!month.isAfter(current) && month.getYear() >= FIRST_YEAR) return month;
        } catch (DateTimeException e) {
            // Refused below, as a month to come is.
        }
        throw Parameters.refusal(
                name,
                "is \"" + Parameters.shown(text) + "\"",
                "Write a month such as 2026-11, at the latest " + current);
    }

    private static Response file(Stars.Answer answer, String type, String ending, byte[] bytes) {
        return Response.ok(bytes, type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"stars-" + answer.month() + "." + ending + "\"")
                .build();
    }

    @GET
    @Path("/published")
    @RolesAllowed({"admin", "quality", "supervisor", "agent"})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "The stars that were published, by month",
            description =
                    "Places and display names only, for everybody who works here. At most 24 months, the newest first.")
    public Uni<PublishedStarsJson> published() {
        return stars.published().map(months -> StarsJson.published(months, site));
    }

    @PUT
    @Path("/{month}/publication")
    @RolesAllowed("admin")
    @Operation(
            summary = "Publishes the stars of a month as they are now",
            description =
                    "In place of what was published of it. 409 while the month is not over, where fewer than five people have a"
                            + " score, and where it is no longer known whose its contacts were.")
    public Uni<Response> publish(@PathParam("month") String month) {
        return stars.publish(grant(), month("month", month))
                .map(done -> Response.noContent().build());
    }

    @DELETE
    @Path("/{month}/publication")
    @RolesAllowed("admin")
    @Operation(summary = "Takes the published stars of a month back")
    public Uni<Response> withdraw(@PathParam("month") String month) {
        return stars.withdraw(grant(), month("month", month))
                .map(done -> Response.noContent().build());
    }

    private Grant grant() {
        return Identities.grant(identity).orElseThrow();
    }
}
