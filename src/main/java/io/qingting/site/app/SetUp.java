package io.qingting.site.app;

import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.site.app.SiteConfiguration.Change;
import io.qingting.site.domain.SetUpImport;
import io.qingting.site.domain.Site;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sets up and takes away single queues, teams and agents; each change is a version of the configuration with its audit entry. */
@ApplicationScoped
public class SetUp {
    public static final int MOST_QUEUES = 2_000;
    public static final int MOST_TEAMS = 1_000;
    public static final int MOST_AGENTS = 20_000;
    private static final int MOVED_AN_ENTRY = 200;

    private final SiteConfiguration configuration;

    SetUp(SiteConfiguration configuration) {
        this.configuration = configuration;
    }

    /** Adds the queue or replaces it; fails with 409 where there are too many. */
    public Uni<Site> queue(String actor, Site.Queue queue) {
        return configuration.change(actor, site -> {
            needTeam(site, queue.teamId());
            return new Change(
                    site.withQueues(with(site.queues(), queue.queueId(), queue, MOST_QUEUES)),
                    entries(
                            "queue.configured",
                            "queue:" + queue.queueId(),
                            values(site.queues().get(queue.queueId())),
                            values(queue)));
        });
    }

    public Uni<Site> team(String actor, Site.Team team) {
        return configuration.change(
                actor,
                site -> new Change(
                        site.withTeams(with(site.teams(), team.teamId(), team, MOST_TEAMS)),
                        entries(
                                "team.configured",
                                "team:" + team.teamId(),
                                values(site.teams().get(team.teamId())),
                                values(team))));
    }

    public Uni<Site> agent(String actor, Site.Agent agent) {
        return configuration.change(actor, site -> {
            needTeam(site, agent.teamId());
            return new Change(
                    site.withAgents(with(site.agents(), agent.agentId(), agent, MOST_AGENTS)),
                    entries(
                            "agent.configured",
                            "agent:" + agent.agentId(),
                            values(site.agents().get(agent.agentId())),
                            values(agent)));
        });
    }

    /** What events tell of the queue still counts. Fails with 404 where it is not configured. */
    public Uni<Site> removeQueue(String actor, String queueId) {
        return configuration.change(
                actor,
                site -> new Change(
                        site.withQueues(without(site.queues(), queueId)),
                        entries(
                                "queue.removed",
                                "queue:" + queueId,
                                values(site.queues().get(queueId)),
                                null)));
    }

    /** Fails with 409 while queues or agents belong to the team. */
    public Uni<Site> removeTeam(String actor, String teamId) {
        return configuration.change(actor, site -> {
            long queues = site.queues().values().stream()
                    .filter(queue -> teamId.equals(queue.teamId()))
                    .count();
            long agents = site.agents().values().stream()
                    .filter(agent -> teamId.equals(agent.teamId()))
                    .count();
            if (queues + agents > 0)
                throw new ProblemException(Problem.of(
                        409,
                        "in-use",
                        "Still in use",
                        agents + " agents and " + queues
                                + " queues belong to this team. Give them another one first."));
            return new Change(
                    site.withTeams(without(site.teams(), teamId)),
                    entries(
                            "team.removed",
                            "team:" + teamId,
                            values(site.teams().get(teamId)),
                            null));
        });
    }

    /** What events tell of the agent still counts. Fails with 404 where it is not configured. */
    public Uni<Site> removeAgent(String actor, String agentId) {
        return configuration.change(
                actor,
                site -> new Change(
                        site.withAgents(without(site.agents(), agentId)),
                        entries(
                                "agent.removed",
                                "agent:" + agentId,
                                values(site.agents().get(agentId)),
                                null)));
    }

    /**
     * What the audit trail is told of an import: how much, and of agents who belongs to another team than before, because that
     * is who may see them.
     *
     * @param kind queues or agents
     */
    public static List<Change.Entry> imported(String kind, Site before, SetUpImport read) {
        long added = read.count(SetUpImport.Kind.ADDED);
        long changed = read.count(SetUpImport.Kind.CHANGED);
        if (added + changed == 0) return List.of();
        List<Change.Entry> entries = new ArrayList<>();
        entries.add(new Change.Entry(kind + ".imported", "site", null, Map.of("added", added, "changed", changed)));
        List<Site.Agent> moved = read.moved(before);
        for (int from = 0; from < moved.size(); from += MOVED_AN_ENTRY)
            entries.add(moved(before, moved.subList(from, Math.min(from + MOVED_AN_ENTRY, moved.size()))));
        return entries;
    }

    private static Change.Entry moved(Site before, List<Site.Agent> agents) {
        Map<String, Object> was = new TreeMap<>();
        Map<String, Object> is = new TreeMap<>();
        for (Site.Agent agent : agents) {
            put(was, agent.agentId(), before.teamOf(agent.agentId()));
            put(is, agent.agentId(), agent.teamId());
        }
        return new Change.Entry("agents.moved", "site", was, is);
    }

    private static void needTeam(Site site, @Nullable String teamId) {
        if (teamId != null && !site.teams().containsKey(teamId))
            throw new ProblemException(Problem.of(
                            400,
                            "invalid-value",
                            "A value is not allowed",
                            "There is no team of this id. Choose one of the list, or add it first.")
                    .at("/teamId"));
    }

    private static <T> Map<String, T> with(Map<String, T> all, String id, T value, int most) {
        Map<String, T> changed = new HashMap<>(all);
        changed.put(id, value);
        if (changed.size() > most)
            throw new ProblemException(Problem.of(
                    409,
                    "limit-reached",
                    "There are as many as there may be",
                    "There are at most " + most + ". Nothing was changed."));
        return changed;
    }

    private static <T> Map<String, T> without(Map<String, T> all, String id) {
        Map<String, T> changed = new HashMap<>(all);
        if (changed.remove(id) == null)
            throw new ProblemException(Problem.of(
                    404, "not-found", "Not found", "There is none of this id. It may have been removed already."));
        return changed;
    }

    private static List<Change.Entry> entries(
            String action, String subject, @Nullable Map<String, Object> before, @Nullable Map<String, Object> after) {
        return Objects.equals(before, after) ? List.of() : List.of(new Change.Entry(action, subject, before, after));
    }

    private static @Nullable Map<String, Object> values(Site.@Nullable Queue queue) {
        if (queue == null) return null;
        Map<String, Object> values = new TreeMap<>();
        values.put("name", queue.name());
        put(values, "nameEn", queue.nameEn());
        put(values, "channel", queue.channel());
        put(values, "teamId", queue.teamId());
        put(values, "targets", queue.targets() == null ? null : queue.targets().toString());
        return values;
    }

    private static @Nullable Map<String, Object> values(Site.@Nullable Team team) {
        if (team == null) return null;
        Map<String, Object> values = new TreeMap<>();
        values.put("name", team.name());
        put(values, "nameEn", team.nameEn());
        return values;
    }

    private static @Nullable Map<String, Object> values(Site.@Nullable Agent agent) {
        if (agent == null) return null;
        Map<String, Object> values = new TreeMap<>();
        values.put("name", agent.name());
        put(values, "teamId", agent.teamId());
        put(values, "shownAs", agent.shownAs() == null ? null : agent.shownAs().wireName());
        put(values, "pseudonym", agent.pseudonym());
        return values;
    }

    private static void put(Map<String, Object> values, String name, @Nullable Object value) {
        if (value != null) values.put(name, value);
    }
}
