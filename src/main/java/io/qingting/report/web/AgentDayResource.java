package io.qingting.report.web;

import io.qingting.access.app.Identities;
import io.qingting.access.domain.Grant;
import io.qingting.access.domain.Sight;
import io.qingting.board.app.LiveBoard;
import io.qingting.event.app.SourceNames;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.report.app.AgentDays;
import io.qingting.report.app.Parameters;
import io.qingting.report.domain.AgentDay;
import io.qingting.site.app.SiteConfiguration;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** One agent's day: states and contacts. For those who may see the agent. */
@Path("/api/board/agents/{id}/day")
@RolesAllowed({"admin", "supervisor", "quality", "agent"})
@Produces(MediaType.APPLICATION_JSON)
class AgentDayResource {
    private static final double MILLIS = 1_000;

    private final AgentDays days;
    private final LiveBoard live;
    private final SiteConfiguration site;
    private final SourceNames sources;
    private final SecurityIdentity identity;

    AgentDayResource(
            AgentDays days, LiveBoard live, SiteConfiguration site, SourceNames sources, SecurityIdentity identity) {
        this.days = days;
        this.live = live;
        this.site = site;
        this.sources = sources;
        this.identity = identity;
    }

    /** @param toAt null: it holds still */
    record PresenceSpanJson(
            String presence, Instant fromAt, @Nullable Instant toAt) {}

    /**
     * @param queueId null: no queue
     * @param toAt null: it lasts
     * @param accepted false: offered or assigned, and not taken on
     * @param handleSeconds 0: not handled, or it lasts
     */
    record AgentLegJson(
            @Nullable String source,
            String contactId,
            String channel,
            @Nullable String queueId,
            Instant fromAt,
            @Nullable Instant toAt,
            boolean accepted,
            double handleSeconds,
            int replies) {}

    /**
     * @param state live, or catchingUp where history is lagSeconds behind the log, so that spans may be missing
     * @param isCut there were more than 2,000 contacts or changes of state; the first are told
     */
    record AgentDayJson(
            String agentId,
            String name,
            String businessDay,
            Instant fromAt,
            Instant toAt,
            Instant at,
            String state,
            double lagSeconds,
            List<PresenceSpanJson> presences,
            List<AgentLegJson> legs,
            boolean isCut) {}

    @GET
    @Operation(
            summary = "States and contacts of an agent on a business day",
            description =
                    "date: a business day such as 2026-11-21 (today). Kept as long as single agents' detail is, 90 days by"
                            + " default. 404 for an agent whom the caller may not see, and for one that nobody knows.")
    public Uni<AgentDayJson> day(@PathParam("id") String id, @QueryParam("date") @Nullable String date) {
        LocalDate day = date(date);
        Sight sight = Identities.grant(identity).map(Grant::sight).orElse(Sight.NOBODY);
        return Uni.createFrom()
                .<Boolean>emitter(answer -> live.execute(board -> answer.complete(sight.reaches(id, board.teamOf(id)))))
                // The board's thread is for the board.
                .emitOn(Infrastructure.getDefaultExecutor())
                .chain(reached -> reached
                        ? days.read(id, day)
                        : Uni.createFrom()
                                .failure(new ProblemException(Problem.of(
                                        404,
                                        "not-found",
                                        "Not found",
                                        "There is no agent of this id among those that you may see."))))
                .map(found -> json(id, found));
    }

    private static @Nullable LocalDate date(@Nullable String text) {
        if (text == null) return null;
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw Parameters.refusal(
                    "date", "is \"" + Parameters.shown(text) + "\"", "Write a date such as 2026-11-21");
        }
    }

    private AgentDayJson json(String id, AgentDay day) {
        return new AgentDayJson(
                id,
                site.agentName(id),
                day.day().toString(),
                day.from(),
                day.to(),
                Instant.ofEpochMilli(day.at()),
                day.isCatchingUp() ? "catchingUp" : "live",
                Math.round(day.lagSeconds() * 10) / 10.0,
                day.presences().stream()
                        .map(p -> new PresenceSpanJson(p.presence().wireName(), p.from(), p.to()))
                        .toList(),
                day.legs().stream().map(this::leg).toList(),
                day.isCut());
    }

    private AgentLegJson leg(AgentDay.Leg leg) {
        SourceNames.Known source = sources.all().get(leg.contact().sourceId());
        return new AgentLegJson(
                source == null ? null : source.name(),
                leg.contact().contactId(),
                leg.channel(),
                leg.queueId(),
                leg.from(),
                leg.to(),
                leg.accepted(),
                leg.handleMillis() / MILLIS,
                leg.replies());
    }
}
