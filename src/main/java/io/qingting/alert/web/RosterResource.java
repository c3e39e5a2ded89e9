package io.qingting.alert.web;

import io.qingting.alert.app.RouteDesk;
import io.qingting.alert.domain.DutyShift;
import io.qingting.alert.domain.RosterCsv;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The roster: who is on which duty, and how channels call them. */
@Path("/api/alert-roster")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
class RosterResource {
    private final RouteDesk desk;
    private final SecurityIdentity identity;

    RosterResource(RouteDesk desk, SecurityIdentity identity) {
        this.desk = desk;
        this.identity = identity;
    }

    record DutyShiftJson(
            String person,
            String duty,
            String fromAt,
            String untilAt,
            @Nullable String mobile,
            @Nullable String dingTalkUserId,
            @Nullable String weComUserId,
            @Nullable String feishuUserId,
            @Nullable String email) {
        static DutyShiftJson of(DutyShift shift) {
            return new DutyShiftJson(
                    shift.person(),
                    shift.duty(),
                    shift.from().toString(),
                    shift.until().toString(),
                    shift.mobile(),
                    shift.dingTalkUserId(),
                    shift.weComUserId(),
                    shift.feishuUserId(),
                    shift.email());
        }
    }

    record RosterJson(List<DutyShiftJson> shifts) {}

    record ReplacedJson(int shifts) {}

    /**
     * Shifts by their begin, at most 10,000, which is as many as a roster has.
     *
     * @param from a day of the site: shifts that end after its begin; absent: those that are not over
     * @param to a day of the site: shifts that begin before its end; absent: all later ones
     */
    @GET
    public Uni<RosterJson> read(@QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
        LocalDate first = day(from, "/from");
        LocalDate last = day(to, "/to");
        if (first != null && last != null && last.isBefore(first))
            throw Inputs.invalid("The last day is not before the first.", "/to");
        return desk.roster(first, last)
                .map(shifts ->
                        new RosterJson(shifts.stream().map(DutyShiftJson::of).toList()));
    }

    private static @Nullable LocalDate day(@Nullable String text, String pointer) {
        if (text == null || text.isEmpty()) return null;
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw Inputs.invalid("Give a day, such as 2026-03-02, not " + text + ".", pointer);
        }
    }

    /**
     * Replaces the whole roster by a CSV: person, duty, from, until (the site's local time), and as many of mobile,
     * dingTalkUserId, weComUserId, feishuUserId and email as there are.
     */
    @PUT
    @Consumes("text/csv")
    public Uni<ReplacedJson> replace(@Nullable String csv) {
        if (csv == null || csv.isBlank()) throw Inputs.invalid("Send the CSV, its heading at least.", "/");
        return desk.replaceRoster(csv, identity.getPrincipal().getName()).map(read -> switch (read) {
            case RosterCsv.Read.Shifts shifts ->
                new ReplacedJson(shifts.shifts().size());
            case RosterCsv.Read.Wrong wrong ->
                throw Inputs.invalid("Line " + wrong.line() + ": " + wrong.why() + ". Nothing was changed.", "/");
        });
    }
}
