package io.qingting.report.web;

import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.report.app.DryRuns;
import io.qingting.sla.app.PolicyDocuments;
import io.qingting.sla.domain.SlaPolicy;
import io.qingting.sla.domain.SlaTarget;
import io.qingting.sla.domain.Tally;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/sla/dry-run}: what a policy would have done over a past period, before it is saved. */
@Path("/api/sla/dry-run")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class DryRunResource {
    private static final Duration LONGEST = Duration.ofDays(92);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DryRuns dryRuns;

    DryRunResource(DryRuns dryRuns) {
        this.dryRuns = dryRuns;
    }

    /** The targets that started in the period and that the change touches, by the newest rules without it and with it. */
    record DryRunJson(String target, String fromAt, String toAt, TallyJson before, TallyJson after) {}

    /**
     * @param alerts one a target that warned or breached
     * @param peakAlertsAt begin of the first minute with the most alerts; null: there was none
     */
    record TallyJson(
            long targets,
            long met,
            long breached,
            long cancelled,
            long running,
            long alerts,
            long peakAlertsPerMinute,
            @Nullable String peakAlertsAt) {
        static TallyJson of(Tally tally) {
            long peak = tally.peakMinute();
            return new TallyJson(
                    tally.targets(),
                    tally.met(),
                    tally.breached(),
                    tally.cancelled(),
                    tally.running(),
                    tally.alerts(),
                    tally.peakAlertsPerMinute(),
                    peak == SlaTarget.NEVER ? null : Instant.ofEpochMilli(peak).toString());
        }
    }

    @POST
    @Operation(
            summary = "What a policy would have done over a past period",
            description =
                    "Body: a policy, as for PUT /api/sla/policies/{id}, with its id. from, to (exclusive): instants, at"
                            + " most 92 days apart. Changes nothing.")
    public Uni<DryRunJson> run(
            @QueryParam("from") @Nullable String fromText,
            @QueryParam("to") @Nullable String toText,
            @Nullable Map<String, Object> body) {
        Instant from = instant(fromText, "/from");
        Instant to = instant(toText, "/to");
        if (!from.isBefore(to) || from.plus(LONGEST).isBefore(to))
            throw invalid("/to", "The period ends after it begins, at most 92 days later.");
        if (body == null) throw invalid("", "Send the policy as a JSON object.");
        SlaPolicy policy = PolicyDocuments.read(body);
        return dryRuns.run(policy, from, to)
                .ifNoItem()
                .after(PATIENCE)
                .failWith(() -> new ProblemException(Problem.of(
                        503, "too-much", "It took too long", "Ask for a shorter period, or when less is going on.")))
                .map(result -> new DryRunJson(
                        policy.kind().wireName(),
                        from.toString(),
                        to.toString(),
                        TallyJson.of(result.before()),
                        TallyJson.of(result.after())));
    }

    private static Instant instant(@Nullable String text, String pointer) {
        try {
            if (text != null) return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw invalid(pointer, "Give an instant, such as 2026-03-03T01:00:00Z, not " + text + ".");
        }
        throw invalid(pointer, "Give an instant, such as 2026-03-03T01:00:00Z.");
    }

    private static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(Problem.of(400, "invalid-value", "A value is not allowed", detail)
                .at(pointer));
    }
}
