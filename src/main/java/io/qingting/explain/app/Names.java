package io.qingting.explain.app;

import io.qingting.access.domain.Sight;
import io.qingting.event.app.SourceNames;
import io.qingting.explain.domain.Scope;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How people and places are called, and which people somebody may be shown. */
@ApplicationScoped
public class Names {
    private final Questions questions;
    private final SiteConfiguration site;
    private final SourceNames sources;

    Names(Questions questions, SiteConfiguration site, SourceNames sources) {
        this.questions = questions;
        this.site = site;
        this.sources = sources;
    }

    /** Of the agents of lines those that may be shown, by id, with the name to show. */
    public Uni<Map<String, String>> agents(Sight sight, Collection<Line> lines) {
        Set<String> agents =
                lines.stream().map(Line::agentId).filter(id -> id != null).collect(Collectors.toSet());
        if (agents.isEmpty()) return Uni.createFrom().item(Map.of());
        return questions.board(board -> {
            Map<String, String> names = new HashMap<>();
            for (String agent : agents) {
                if (sight.reaches(agent, board.teamOf(agent))) names.put(agent, site.agentName(agent));
            }
            return names;
        });
    }

    /** The same question for everybody, whether or not there is such an agent: its answer and its time tell nothing. */
    public Uni<Boolean> reaches(Sight sight, String agentId) {
        return questions.board(board -> sight.reaches(agentId, board.teamOf(agentId)));
    }

    public String source(int sourceId) {
        SourceNames.Known known = sources.all().get(sourceId);
        return known == null ? "#" + sourceId : known.name();
    }

    /** Where a contact is found in the system that it came from; null: its source has no template, or is not known here yet. */
    public @Nullable String link(int sourceId, String contactId) {
        SourceNames.Known known = sources.all().get(sourceId);
        return known == null
                ? null
                : site.current()
                        .settings()
                        .contactLinks()
                        .of(known.name(), contactId)
                        .orElse(null);
    }

    /** The name of whose figure it is; null: it has none but its id. */
    public @Nullable String of(Scope scope) {
        Site present = site.current();
        return switch (scope.kind()) {
            case SITE -> present.name();
            case QUEUE -> {
                Site.Queue queue = present.queues().get(scope.id());
                yield queue == null ? null : queue.name();
            }
            case TEAM -> {
                Site.Team team = present.teams().get(scope.id());
                yield team == null ? null : team.name();
            }
            case AGENT -> site.agentName(scope.id());
            case CHANNEL, SEGMENT -> null;
        };
    }
}
