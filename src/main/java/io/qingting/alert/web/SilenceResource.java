package io.qingting.alert.web;

import io.qingting.alert.app.AlertDesk;
import io.qingting.alert.app.AlertSettings;
import io.qingting.alert.domain.AlertKind;
import io.qingting.alert.domain.Silence;
import io.qingting.kernel.MachineClock;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Silences: for a while nothing is told about some alerts. They stay on the screens. */
@Path("/api/alert-silences")
@RolesAllowed({"admin", "supervisor", "quality"})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class SilenceResource {
    private static final Duration LONGEST = Duration.ofDays(30);

    private final AlertDesk desk;
    private final AlertSettings settings;
    private final MachineClock clock;
    private final SecurityIdentity identity;

    SilenceResource(AlertDesk desk, AlertSettings settings, MachineClock clock, SecurityIdentity identity) {
        this.desk = desk;
        this.settings = settings;
        this.clock = clock;
        this.identity = identity;
    }

    /**
     * @param queueId absent: any
     * @param kind absent: any
     * @param name of the target, rule, source or channel; absent: any
     * @param fromAt absent: now
     * @param untilAt at most 30 days from now, or the longest silence of others than administrators (8 h)
     */
    record NewSilenceJson(
            @Nullable String queueId,
            @Nullable String kind,
            @Nullable String name,
            @Nullable String fromAt,
            @Nullable String untilAt,
            @Nullable String reason) {}

    record SilenceJson(
            String silenceId,
            @Nullable String queueId,
            @Nullable String kind,
            @Nullable String name,
            String fromAt,
            String untilAt,
            String reason,
            String by) {
        static SilenceJson of(Silence silence) {
            AlertKind kind = silence.kind();
            return new SilenceJson(
                    Long.toString(silence.silenceId()),
                    silence.queueId(),
                    kind == null ? null : kind.wireName(),
                    silence.name(),
                    silence.from().toString(),
                    silence.until().toString(),
                    silence.reason(),
                    silence.by());
        }
    }

    /** @param longestSeconds how long the caller may silence */
    record SilencesJson(List<SilenceJson> silences, long longestSeconds) {}

    record IdJson(String silenceId) {}

    /** Silences that are not over. */
    @GET
    public Uni<SilencesJson> list() {
        return desk.silences()
                .map(found -> new SilencesJson(
                        found.stream().map(SilenceJson::of).toList(), longest().toSeconds()));
    }

    private boolean isAdmin() {
        return identity.hasRole("admin");
    }

    private Duration longest() {
        return isAdmin() ? LONGEST : settings.longestSilence();
    }

    /**
     * Others than administrators silence a queue, a kind or a name, never all of it, and for a shift at most.
     */
    @POST
    public Uni<Response> make(@Nullable NewSilenceJson wanted) {
        if (wanted == null) throw Inputs.invalid("Say until when, and why.", "/untilAt");
        Instant now = clock.now();
        Instant from = Inputs.instant(wanted.fromAt(), "/fromAt");
        Instant until = Inputs.instant(wanted.untilAt(), "/untilAt");
        Instant start = from == null ? now : from;
        if (until == null || !until.isAfter(start) || until.isAfter(now.plus(longest())))
            throw Inputs.invalid(
                    "A silence ends after it starts, within " + longest().toHours() + " hours from now.", "/untilAt");
        if (!isAdmin() && isBlank(wanted.queueId()) && isBlank(wanted.kind()) && isBlank(wanted.name()))
            throw Inputs.invalid("Name a queue, a kind or a name: only administrators silence everything.", "/kind");
        return desk.silence(new Silence(
                        0,
                        Inputs.text(wanted.queueId(), 200, "/queueId"),
                        AlertResource.kind(wanted.kind()),
                        Inputs.text(wanted.name(), 200, "/name"),
                        start,
                        until,
                        Inputs.needed(wanted.reason(), 500, "/reason"),
                        identity.getPrincipal().getName()))
                .map(id -> Response.status(Response.Status.CREATED)
                        .entity(new IdJson(Long.toString(id)))
                        .build());
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    /** Ends it now; others than administrators end their own only. */
    @DELETE
    @Path("/{id}")
    public Uni<Response> end(@PathParam("id") String id) {
        return desk.endSilence(Inputs.id(id), identity.getPrincipal().getName(), !isAdmin())
                .map(Inputs::done);
    }
}
