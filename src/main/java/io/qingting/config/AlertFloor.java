package io.qingting.config;

import io.qingting.alert.app.Floor;
import io.qingting.board.app.AgentTeams;
import io.qingting.board.app.LiveBoard;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
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
}
