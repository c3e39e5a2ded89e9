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
import jakarta.ws.rs.core.MediaType;
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

    /** Shifts that are not over, at most 1,000. */
    @GET
    public Uni<RosterJson> read() {
        return desk.roster()
                .map(shifts ->
                        new RosterJson(shifts.stream().map(DutyShiftJson::of).toList()));
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
