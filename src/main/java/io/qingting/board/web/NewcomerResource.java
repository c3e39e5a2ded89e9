package io.qingting.board.web;

import io.qingting.board.app.LiveBoard;
import io.qingting.board.domain.AgentLine;
import io.qingting.board.domain.Board;
import io.qingting.board.domain.QueueLine;
import io.qingting.board.domain.Window;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What events name and nobody has configured: it counts all the same. */
@Path("/api/board/newcomers")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
class NewcomerResource {
    private static final int MOST = 1_000;

    private final LiveBoard live;
    private final SiteConfiguration configuration;

    NewcomerResource(LiveBoard live, SiteConfiguration configuration) {
        this.live = live;
        this.configuration = configuration;
    }

    /** Each list by id, the first 1,000 of it; the counts are of all. */
    record NewcomersJson(
            long queueCount,
            List<NewQueueJson> queues,
            long teamCount,
            List<NewTeamJson> teams,
            long agentCount,
            List<NewAgentJson> agents) {}

    /** @param name by which its source calls it; null: by none */
    record NewQueueJson(String queueId, @Nullable String name) {}

    record NewTeamJson(String teamId) {}

    /**
     * @param teamId that events told; null: none
     * @param presence now
     */
    record NewAgentJson(String agentId, @Nullable String teamId, String presence) {}

    @GET
    @Operation(summary = "Queues, teams and agents that the board knows from events and nobody has configured")
    public Uni<NewcomersJson> newcomers() {
        return Uni.createFrom().emitter(answer -> live.execute(board -> answer.complete(of(board))));
    }

    private NewcomersJson of(Board board) {
        Site site = configuration.current();
        List<QueueLine> queues = board.site(Window.TODAY).queues().stream()
                .filter(queue -> !queue.queueId().equals(Board.NO_QUEUE)
                        && !site.queues().containsKey(queue.queueId()))
                .toList();
        List<String> teams = board.teamIds().stream()
                .filter(team -> !site.teams().containsKey(team))
                .sorted()
                .toList();
        List<AgentLine> agents = board.agents().stream()
                .filter(agent -> !site.agents().containsKey(agent.agentId()))
                .toList();
        return new NewcomersJson(
                queues.size(),
                queues.stream()
                        .limit(MOST)
                        .map(queue -> new NewQueueJson(queue.queueId(), queue.name()))
                        .toList(),
                teams.size(),
                teams.stream().limit(MOST).map(NewTeamJson::new).toList(),
                agents.size(),
                agents.stream()
                        .limit(MOST)
                        .map(agent -> new NewAgentJson(agent.agentId(), agent.teamId(), agent.presence()))
                        .toList());
    }
}
