package io.qingting.board.app;

import io.qingting.board.domain.Board;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The team of an agent: as it is configured, else as events told it last. It is the rule of the board's frames, for all who ask
 * outside the board's thread: who may see whom is the same over REST and sockets. Never waits; any thread.
 */
@ApplicationScoped
public class AgentTeams {
    private final LiveBoard live;
    private final SiteConfiguration site;
    private volatile Map<String, String> told = Map.of();

    // Of the board's thread.
    private @Nullable Board read;
    private long readChanges;

    AgentTeams(LiveBoard live, SiteConfiguration site) {
        this.live = live;
        this.site = site;
    }

    void start(@Observes StartupEvent event) {
        live.onChange(this::read);
    }

    private void read(Board board) {
        if (board == read && board.teamChanges() == readChanges) return;
        read = board;
        readChanges = board.teamChanges();
        told = board.toldTeams();
    }

    /** Null: none is configured, and no event told one that the board still knows. */
    public @Nullable String teamOf(String agentId) {
        Site.Agent configured = site.current().agents().get(agentId);
        String team = configured == null ? null : configured.teamId();
        return team == null ? told.get(agentId) : team;
    }
}
