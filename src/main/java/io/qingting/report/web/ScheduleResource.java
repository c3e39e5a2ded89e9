package io.qingting.report.web;

import io.qingting.access.app.Identities;
import io.qingting.access.domain.Grant;
import io.qingting.report.app.Parameters;
import io.qingting.report.app.ReportSchedules;
import io.qingting.report.domain.Schedule;
import io.qingting.report.domain.ScheduledRun;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** When saved views go out by mail, to whom, and what became of each mail. */
@Path("/api/report-schedules")
@RolesAllowed({"admin", "quality"})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class ScheduleResource {
    private static final int PAGE = 50;
    private static final int LONGEST_ADDRESS = 200;
    private static final String ADDRESS =
            "[^\\s@,;:<>\"()\\p{Cntrl}]+@[^\\s@,;:<>\"()\\p{Cntrl}]+\\.[^\\s@.,;:<>\"()\\p{Cntrl}]+";
    private static final int LAST_WEEKDAY = 7;
    private static final int LAST_DAY = 31;
    /** After every instant that was ever due. */
    private static final Instant NO_END = Instant.parse("9000-01-01T00:00:00Z");

    private final ReportSchedules schedules;
    private final SecurityIdentity identity;

    ScheduleResource(ReportSchedules schedules, SecurityIdentity identity) {
        this.schedules = schedules;
        this.identity = identity;
    }

    /**
     * @param state waiting, sent, failed or missed: nobody was there to send it for a day
     * @param failure of the last attempt: notReady, mailServer, mailAccount, mailRefused, notAllowed, report or busy; null: none
     * @param finishedAt null: it is still to be sent
     */
    record RunJson(
            String dueAt,
            String state,
            int attempts,
            @Nullable String failure,
            @Nullable String finishedAt) {
        static RunJson of(ScheduledRun run) {
            ScheduledRun.Failure failure = run.failure();
            Instant finished = run.finishedAt();
            return new RunJson(
                    run.dueAt().toString(),
                    run.state().wireName(),
                    run.attempts(),
                    failure == null ? null : failure.wireName(),
                    finished == null ? null : finished.toString());
        }
    }

    /**
     * @param every daily, weekly or monthly
     * @param day weekday from 1, Monday, or day of the month, in a shorter month its last
     * @param at of the site's clock, as 08:30
     * @param format xlsx or csv
     * @param nextAt null: it is switched off
     * @param last null: nothing was due yet
     */
    record ScheduleJson(
            String scheduleId,
            String viewId,
            String every,
            int day,
            String at,
            List<String> recipients,
            String format,
            String language,
            boolean enabled,
            @Nullable String nextAt,
            @Nullable RunJson last) {
        static ScheduleJson of(ReportSchedules.Listed listed) {
            Schedule s = listed.schedule();
            Instant next = listed.nextAt();
            ScheduledRun last = listed.last();
            return new ScheduleJson(
                    Long.toString(s.scheduleId()),
                    Long.toString(s.viewId()),
                    Parameters.wire(s.every()),
                    s.day(),
                    s.at().toString(),
                    s.recipients(),
                    Parameters.wire(s.format()),
                    s.language(),
                    s.enabled(),
                    next == null ? null : next.toString(),
                    last == null ? null : RunJson.of(last));
        }
    }

    record SchedulesJson(List<ScheduleJson> schedules) {}

    /** @param next where the next page begins; null: there is none */
    record RunsJson(List<RunJson> runs, @Nullable String next) {}

    record ScheduleInput(
            @Nullable String viewId,
            @Nullable String every,
            @Nullable Integer day,
            @Nullable String at,
            @Nullable List<@Nullable String> recipients,
            @Nullable String format,
            @Nullable String language,
            @Nullable Boolean enabled) {}

    record ScheduleIdJson(String scheduleId) {}

    @GET
    @Operation(summary = "Schedules of the views that one sees", description = "At most 200, oldest first.")
    public Uni<SchedulesJson> list() {
        return schedules
                .visibleTo(grant())
                .map(all -> new SchedulesJson(all.stream().map(ScheduleJson::of).toList()));
    }

    @POST
    @Operation(
            summary = "Sends a view by mail from now on",
            description = "What is in the mails is what whoever saved the schedule last may see when they go out.")
    public Uni<Response> make(@Nullable ScheduleInput wanted) {
        return schedules
                .save(grant(), 0, wanted(wanted))
                .map(id -> Response.status(Response.Status.CREATED)
                        .entity(new ScheduleIdJson(Long.toString(id)))
                        .build());
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Replaces a schedule, from now on")
    public Uni<Response> replace(@PathParam("id") String id, @Nullable ScheduleInput wanted) {
        return schedules
                .save(grant(), ViewInputs.id(id), wanted(wanted))
                .map(saved -> Response.noContent().build());
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Ends a schedule; its history goes with it")
    public Uni<Response> remove(@PathParam("id") String id) {
        return schedules
                .delete(grant(), ViewInputs.id(id))
                .map(done -> Response.noContent().build());
    }

    @GET
    @Path("/{id}/runs")
    @Operation(
            summary = "What became of its mails, the newest first",
            description = "before: as next of the page before.")
    public Uni<RunsJson> runs(@PathParam("id") String id, @QueryParam("before") @Nullable String before) {
        return schedules
                .runs(grant(), ViewInputs.id(id), instant(before), PAGE)
                .map(runs -> new RunsJson(
                        runs.stream().map(RunJson::of).toList(),
                        runs.size() < PAGE ? null : runs.getLast().dueAt().toString()));
    }

    private static Instant instant(@Nullable String text) {
        if (text == null) return NO_END;
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw ViewInputs.invalid("Use next as the page before gave it.", "/before");
        }
    }

    private static ReportSchedules.Wanted wanted(@Nullable ScheduleInput given) {
        if (given == null) throw ViewInputs.invalid("Say which view goes out, when and to whom.", "/viewId");
        Schedule.Every every = word(given.every, Schedule.Every.values(), "/every");
        int last = every == Schedule.Every.MONTHLY ? LAST_DAY : LAST_WEEKDAY;
        int day = given.day == null ? 1 : given.day;
        if (day < 1 || day > last) throw ViewInputs.invalid("Write a number from 1 to " + last + ".", "/day");
        String language = ViewInputs.needed(given.language, 2, "/language");
        if (!language.equals("zh") && !language.equals("en")) throw ViewInputs.invalid("Write zh or en.", "/language");
        return new ReportSchedules.Wanted(
                viewId(given.viewId),
                every,
                day,
                time(given.at),
                recipients(given.recipients),
                word(given.format, Schedule.Format.values(), "/format"),
                language,
                !Boolean.FALSE.equals(given.enabled));
    }

    private static long viewId(@Nullable String text) {
        if (text == null || !text.matches("\\d{1,18}"))
            throw ViewInputs.invalid("A view is an id as the list of views gives it.", "/viewId");
        return Long.parseLong(text);
    }

    private static <E extends Enum<E>> E word(@Nullable String text, E[] words, String pointer) {
        for (E word : words) if (Parameters.wire(word).equals(text)) return word;
        throw ViewInputs.invalid(
                "Write one of "
                        + String.join(
                                ", ",
                                List.of(words).stream().map(Parameters::wire).toList()) + ".",
                pointer);
    }

    private static LocalTime time(@Nullable String text) {
        try {
            if (text != null) return LocalTime.parse(text).truncatedTo(ChronoUnit.MINUTES);
        } catch (DateTimeException e) {
            // Refused below.
        }
        throw ViewInputs.invalid("A time of the clock looks like 08:30.", "/at");
    }

    private static List<String> recipients(@Nullable List<@Nullable String> given) {
        if (given == null || given.isEmpty() || given.size() > Schedule.MOST_RECIPIENTS)
            throw ViewInputs.invalid("1 to " + Schedule.MOST_RECIPIENTS + " addresses.", "/recipients");
        return given.stream()
                .map(address -> {
                    String text = ViewInputs.needed(address, LONGEST_ADDRESS, "/recipients");
                    if (!text.matches(ADDRESS))
                        throw ViewInputs.invalid("This is no mail address: " + Parameters.shown(text), "/recipients");
                    return text;
                })
                .distinct()
                .toList();
    }

    private Grant grant() {
        return Identities.grant(identity).orElseThrow();
    }
}
