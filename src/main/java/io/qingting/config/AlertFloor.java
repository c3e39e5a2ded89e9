package io.qingting.config;

import io.qingting.alert.app.Floor;
import io.qingting.board.app.AgentTeams;
import io.qingting.board.app.LiveBoard;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells alerts the names of the site's configuration in force, and how late sources deliver. */
@Singleton
final class AlertFloor implements Floor {
    private final SiteConfiguration site;
    private final LiveBoard board;
    private final AgentTeams teams;

    AlertFloor(SiteConfiguration site, LiveBoard board, AgentTeams teams) {
        this.site = site;
        this.board = board;
        this.teams = teams;
    }

    @Override
    public String siteName() {
        return site.current().name();
    }

    @Override
    public ZoneId zone() {
        return site.current().zone();
    }

    @Override
    public String queueName(String queueId) {
        Site.Queue queue = site.current().queues().get(queueId);
        return queue == null ? queueId : queue.name();
    }

    @Override
    public Optional<Duration> delay(int sourceId) {
        return Optional.ofNullable(board.delays().get(sourceId));
    }

    @Override
    public @Nullable String teamOf(String agentId) {
        return teams.teamOf(agentId);
    }

    @Override
    public String teamName(String teamId) {
        Site.Team team = site.current().teams().get(teamId);
        return team == null ? teamId : team.name();
    }

    @Override
    public Uni<Set<String>> agentsOf(Set<String> teamIds) {
        if (teamIds.isEmpty()) return Uni.createFrom().item(Set.of());
        return Uni.createFrom()
                .<Set<String>>emitter(answer -> board.execute(now -> answer.complete(now.agentsOf(teamIds))))
                // The board's thread is for the board.
                .emitOn(Infrastructure.getDefaultExecutor());
    }
}
