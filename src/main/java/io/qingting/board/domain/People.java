package io.qingting.board.domain;

import io.qingting.board.domain.AgentFigures.Contact;
import io.qingting.board.domain.AgentFigures.OwnQueue;
import io.qingting.board.domain.TeamFigures.TeamNow;
import io.qingting.contact.domain.ContactFolds;
import io.qingting.contact.domain.LiveView;
import io.qingting.contact.domain.LiveView.LegView;
import io.qingting.kernel.ContactKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Reads figures of agents and teams: their cells, contacts in hand, and scores. */
final class People {
    private static final String TODAY = Window.TODAY.wireName();

    private final BoardConfig config;
    private final Horizon horizon;
    private final Cells cells;
    private final Agents agents;
    private final ContactFolds folds;
    private final Figures figures;
    private final ScoreGroups groups;

    People(BoardConfig config, Horizon horizon, Cells cells, Agents agents, ContactFolds folds, Figures figures) {
        this.config = config;
        this.horizon = horizon;
        this.cells = cells;
        this.agents = agents;
        this.folds = folds;
        this.figures = figures;
        this.groups = new ScoreGroups(cells, agents, figures);
    }

    List<TeamLine> teamLines() {
        List<TeamLine> lines = new ArrayList<>();
        agents.tally().teams().forEach((team, members) -> {
            PresenceCounts staff = agents.tally().teamCounts().getOrDefault(team, PresenceCounts.NONE);
            lines.add(new TeamLine(team, staff.isKnown() ? staff.onDuty() : null, teamScore(members)));
        });
        return lines;
    }

    private @Nullable ScoreFigures teamScore(List<AgentState> members) {
        return ServiceScore.ofTeam(TODAY, config.score(), groups.parts(members));
    }

    TeamFigures team(String teamId) {
        List<AgentState> members = agents.tally().teams().getOrDefault(teamId, List.of());
        List<Cell> parts = members.stream().map(a -> cells.agent(a.agentId())).toList();
        return new TeamFigures(
                Figures.instant(horizon.now()),
                teamId,
                teamNow(teamId, members),
                figures.windows(w -> figures.window(Figures.over(parts, w), w, members, false)),
                teamScore(members));
    }

    /** The same, less what stands on fewer people than may be shown. */
    TeamFigures crowd(String teamId) {
        TeamFigures whole = team(teamId);
        int least = config.score().minPeople();
        List<AgentState> members = agents.tally().teams().getOrDefault(teamId, List.of());
        Map<String, WindowFigures> shown = new LinkedHashMap<>();
        for (Window window : Window.values()) {
            List<WindowFigures> singles = new ArrayList<>();
            for (AgentState agent : members) {
                Slice own = cells.agent(agent.agentId()).over(window);
                singles.add(figures.window(own, window, List.of(agent), false));
            }
            WindowFigures all = whole.windows().get(window.wireName());
            WindowFigures left = all == null ? null : Crowd.of(all, singles, least);
            if (left != null) shown.put(window.wireName(), left);
        }
        return new TeamFigures(whole.at(), teamId, whole.now(), shown, whole.score());
    }

    private TeamNow teamNow(String teamId, List<AgentState> members) {
        Set<ContactKey> keys = new HashSet<>();
        for (AgentState agent : members) keys.addAll(agent.contacts());
        List<LiveView> contacts = keys.stream().map(folds::live).toList();
        return new TeamNow(
                since(contacts, LiveView::firstReplySince),
                since(contacts, LiveView::replySince),
                contacts.size(),
                agents.tally().teamCounts().get(teamId));
    }

    private static SinceCount since(List<LiveView> contacts, ToLongFunction<LiveView> instant) {
        long count = 0;
        long oldest = Long.MAX_VALUE;
        for (LiveView contact : contacts) {
            long at = instant.applyAsLong(contact);
            if (at == LiveView.NONE) continue;
            count++;
            oldest = Math.min(oldest, at);
        }
        return new SinceCount(count, count == 0 ? null : Figures.instant(oldest));
    }

    /** All agents that are counted, by id. */
    List<AgentLine> lines() {
        List<AgentLine> lines = new ArrayList<>();
        for (AgentState agent : agents.all()) {
            if (!agent.isCounted()) continue;
            lines.add(new AgentLine(
                    agent.agentId(),
                    agents.teamOf(agent),
                    agent.timeline().presence().wireName(),
                    sinceAt(agent),
                    agent.queues().stream().sorted().toList(),
                    agent.contacts().size(),
                    cells.agent(agent.agentId()).today().get(Metric.ANSWERED),
                    score(agent)));
        }
        return lines;
    }

    private static @Nullable Instant sinceAt(AgentState agent) {
        return agent.timeline().hasFeed() ? Figures.instant(agent.timeline().presenceSince()) : null;
    }

    @Nullable
    AgentFigures agent(String agentId) {
        AgentState agent = agents.find(agentId);
        if (agent == null) return null;
        Cell cell = cells.agent(agentId);
        List<AgentState> self = List.of(agent);
        return new AgentFigures(
                Figures.instant(horizon.now()),
                agentId,
                agents.teamOf(agent),
                agent.timeline().presence().wireName(),
                sinceAt(agent),
                contacts(agent),
                queues(agent),
                figures.windows(w -> figures.window(cell.over(w), w, self, false)),
                score(agent));
    }

    private ScoreFigures score(AgentState agent) {
        return ServiceScore.of(TODAY, config.score(), figures.partsToday(agent), groups.teamOf(agent), groups.site());
    }

    private List<OwnQueue> queues(AgentState agent) {
        return agent.queues().stream()
                .map(figures::ownQueue)
                .sorted(Comparator.comparingLong(OwnQueue::waiting).reversed().thenComparing(OwnQueue::queueId))
                .limit(AgentFigures.MOST_QUEUES)
                .toList();
    }

    /**
     * What a team does at the middle, beside which an agent may see its own; empty medians where it is in no team.
     *
     * @param monthScores of 30 days, of those of the team who have one
     */
    TeamMedians medians(String agentId, List<Double> monthScores) {
        AgentState agent = agents.find(agentId);
        String team = agent == null ? null : agents.teamOf(agent);
        List<AgentState> members =
                team == null ? List.of() : agents.tally().teams().getOrDefault(team, List.of());
        List<Slice> today =
                members.stream().map(m -> cells.agent(m.agentId()).today()).toList();
        return TeamMedians.of(team, today, monthScores, config.score().minPeople());
    }

    private List<Contact> contacts(AgentState agent) {
        List<Contact> contacts = new ArrayList<>();
        for (ContactKey key : agent.contacts()) {
            LiveView view = folds.live(key);
            for (LegView leg : view.legs()) {
                if (agent.agentId().equals(leg.agentId())) contacts.add(contact(key, view, leg));
            }
        }
        contacts.sort(Comparator.comparing(Contact::sinceAt)
                .thenComparing(Contact::queueId)
                .thenComparing(Contact::waitingReplySinceAt, Comparator.nullsLast(Comparator.naturalOrder())));
        return contacts;
    }

    private static Contact contact(ContactKey key, LiveView view, LegView leg) {
        long since = OpenContacts.waitingSince(view);
        return new Contact(
                key.sourceId(),
                key.contactId(),
                view.channel().wireName(),
                leg.queueId() == null ? Board.NO_QUEUE : leg.queueId(),
                Figures.instant(leg.since()),
                since == Long.MAX_VALUE ? null : Figures.instant(since),
                view.firstReplySince() != LiveView.NONE);
    }
}
