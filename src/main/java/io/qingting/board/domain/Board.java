package io.qingting.board.domain;

import io.qingting.board.domain.BoardSnapshot.QueueName;
import io.qingting.contact.domain.Anomaly;
import io.qingting.contact.domain.ContactChange;
import io.qingting.contact.domain.ContactFolds;
import io.qingting.contact.domain.LiveView;
import io.qingting.contact.domain.Span;
import io.qingting.contact.domain.SpanKind;
import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import io.qingting.kernel.ContactKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The board of the whole site: the fold of the events of the log up to a position, as seen at an instant. The same events,
 * configuration and instant give the same figures, in whatever order, batches and repetitions the events came. Mutable, for
 * one thread; the figures it gives out are immutable.
 *
 * <p>The idea: contacts are folded to spans ({@link ContactFolds}), spans to points in cells ({@link Counting}); a late event
 * takes a contact's old spans out and puts the new ones in. What is going on now is counted from the views of open contacts
 * ({@link LiveFigures}), agents from edges on their time lines ({@link Agents}). What time alone changes waits until {@link
 * #advance} reaches it: deadlines, silent contacts, windows, the business day, and events from ahead of now.
 *
 * <p>Use: {@link #advance} to the present, {@link #needsHistory}, read those events, {@link #apply}, read figures.
 */
public final class Board {
    /** Stands for "no queue". */
    public static final String NO_QUEUE = "(no queue)";

    private final BoardConfig config;
    private final Horizon horizon;
    private final Cells cells;
    private final WaitingMisses waiting = new WaitingMisses();
    private final Counting counting;
    private final Agents agents;
    private final ContactFolds folds;
    private final OpenContacts open;
    private final LiveFigures live;
    private final Anomalies anomalies;
    private final Map<String, QueueName> queueNames = new HashMap<>();
    private final Map<String, String> queueNameTexts = new HashMap<>();
    private final Figures figures;
    private final People people;
    private final RollingReader rolling;
    private final WatchReader watch;

    private final PriorityQueue<Event> future = new PriorityQueue<>(Comparator.comparingLong(Event::at));
    private final PriorityQueue<AgentEdge> futureEdges = new PriorityQueue<>(Comparator.comparingLong(AgentEdge::at));
    private long position;

    private final Turns turns = new Turns();

    /** An empty board at an instant, epoch milliseconds. */
    public Board(BoardConfig config, long now) {
        this.config = config;
        horizon = new Horizon(config, now);
        cells = new Cells(horizon);
        counting = new Counting(config, horizon, cells, waiting);
        agents = new Agents(config, horizon, cells);
        folds = new ContactFolds(config.idleContactLimit());
        open = new OpenContacts(folds);
        live = new LiveFigures(config, horizon, cells, agents, folds, open);
        anomalies = new Anomalies(config.anomalyLimit());
        figures = new Figures(horizon, cells, agents, queueNameTexts);
        people = new People(config, horizon, cells, agents, folds, figures);
        rolling = new RollingReader(config, agents);
        watch = new WatchReader(cells, agents);
    }

    public BoardConfig config() {
        return config;
    }

    public long position() {
        return position;
    }

    /** Epoch milliseconds. */
    public long now() {
        return horizon.now();
    }

    /** The contacts whose events at positions up to {@link #position} must be given to {@link #apply} with this batch. */
    public Set<ContactKey> needsHistory(Collection<Event> batch) {
        return folds.needsHistory(fresh(batch));
    }

    private Collection<Event> fresh(Collection<Event> batch) {
        boolean allFresh = batch.stream().allMatch(e -> e.position() == 0 || e.position() > position);
        return allFresh
                ? batch
                : batch.stream()
                        .filter(e -> e.position() == 0 || e.position() > position)
                        .toList();
    }

    /**
     * Applies the next events of the log. Those at positions already applied are passed over; those later than now wait.
     *
     * @param history the events, at positions before the batch, of each contact that {@link #needsHistory} named; a contact
     *     without any is new
     */
    public void apply(Collection<Event> batch, Map<ContactKey, List<Event>> history) {
        List<Event> due = new ArrayList<>(batch.size());
        List<Event> ahead = new ArrayList<>(0);
        long last = position;
        for (Event event : fresh(batch)) {
            last = Math.max(last, event.position());
            switch (event.type().subject()) {
                case CONTACT -> (isDue(event) ? due : ahead).add(event);
                case AGENT -> agentEvent(event);
                case MEASURE, SOURCE -> {}
            }
        }
        Map<ContactKey, List<Event>> past = upToNow(history);
        for (Event event : ahead) keepForLater(event, past);
        contactEvents(due, past);
        position = last;
    }

    /** An exclusion from a score holds from when it is on record, whatever its instant. */
    private boolean isDue(Event event) {
        return event.at() <= horizon.now() || event.type() == EventType.SCORE_EXCLUDED;
    }

    private Map<ContactKey, List<Event>> upToNow(Map<ContactKey, List<Event>> history) {
        Map<ContactKey, List<Event>> past = new HashMap<>(history.size() * 2);
        history.forEach((key, events) -> past.put(
                key,
                events.stream().allMatch(this::isDue)
                        ? events
                        : events.stream().filter(this::isDue).toList()));
        return past;
    }

    private void contactEvents(List<Event> events, Map<ContactKey, List<Event>> past) {
        for (Event event : events) note(event);
        for (ContactChange change : folds.apply(events, past)) {
            exchange(change.removed(), change.added());
            live.change(change.key(), change.before(), change.after(), change.lastAt());
            for (Anomaly anomaly : change.resolved()) anomalies.remove(anomaly);
            for (Anomaly anomaly : change.anomalies()) anomalies.add(anomaly);
        }
    }

    /** An open span that ends is the frequent case, and cheaper than taking it out and putting it in again. */
    private void exchange(List<Span> removed, List<Span> added) {
        List<Span> ended = null;
        for (Span span : removed) {
            Span after = span.isOpen() ? endOf(span, added) : null;
            if (after == null) count(span, -1);
            else {
                if (after.kind() == SpanKind.ENTRY) counting.ended(after);
                else {
                    counting.count(after, 1);
                    agents.ended(after);
                }
                if (ended == null) ended = new ArrayList<>(2);
                ended.add(after);
            }
        }
        for (Span span : added) {
            if (ended == null || !ended.contains(span)) count(span, 1);
        }
    }

    /** The end of an open entry or leg, where nothing else about it changed; null: none. */
    private static @Nullable Span endOf(Span open, List<Span> added) {
        if (open.kind() != SpanKind.ENTRY && open.kind() != SpanKind.LEG) return null;
        int begin = Span.FIRST_OF_CONTACT_FLAG | Span.FIRST_IN_QUEUE_FLAG;
        for (Span span : added) {
            boolean isEnd = span.kind() == open.kind()
                    && !span.isOpen()
                    && span.ordinal() == open.ordinal()
                    && span.cycle() == open.cycle()
                    && span.startedAt() == open.startedAt()
                    && (span.flags() & begin) == (open.flags() & begin)
                    && span.channel() == open.channel()
                    && Objects.equals(span.queueId(), open.queueId())
                    && (span.kind() == SpanKind.ENTRY || Objects.equals(span.agentId(), open.agentId()));
            if (isEnd) return span;
        }
        return null;
    }

    private void count(Span span, int sign) {
        counting.count(span, sign);
        agents.count(span, sign);
    }

    private void note(Event event) {
        agents.noteTeam(event);
        if (event.channel() != null) cells.channel(event.channel()).named();
        String queueId = event.queueId();
        if (queueId == null) return;
        cells.queue(queueId).named();
        String name = event.queueName();
        if (name == null) return;
        QueueName known = queueNames.get(queueId);
        boolean isLater = known == null
                || event.at() > known.at()
                || event.at() == known.at() && event.id().compareTo(known.eventId()) > 0;
        if (!isLater) return;
        queueNames.put(queueId, new QueueName(name, event.at(), event.id()));
        queueNameTexts.put(queueId, name);
        if (known == null || !known.name().equals(name)) cells.queue(queueId).changed();
    }

    private void agentEvent(Event event) {
        AgentEdge edge = AgentEdge.of(event);
        if (edge == null) anomalies.add(Anomaly.of(event, "says nothing about an agent that can be used"));
        else if (edge.at() <= horizon.now()) agents.apply(edge);
        else if (isRoomAhead(event)) futureEdges.add(edge);
    }

    private void keepForLater(Event event, Map<ContactKey, List<Event>> past) {
        if (!isRoomAhead(event)) return;
        folds.load(event.contact(), past.getOrDefault(event.contact(), List.of()));
        folds.pin(event.contact());
        future.add(event);
    }

    private boolean isRoomAhead(Event event) {
        boolean room = future.size() + futureEdges.size() < config.futureLimit();
        if (!room) anomalies.add(Anomaly.of(event, "lies ahead of now, and too many others do"));
        return room;
    }

    /** Moves on to a later instant, epoch milliseconds; an earlier one changes nothing. */
    public void advance(long instant) {
        if (instant <= horizon.now()) return;
        if (horizon.moveTo(instant)) agents.startDay();
        waiting.drain(instant, counting::passed);
        releaseFuture();
        live.fireTimers();
    }

    /** Events that now has reached sort after everything applied before, so that their contacts need no history. */
    private void releaseFuture() {
        List<Event> due = new ArrayList<>(0);
        while (!future.isEmpty() && future.element().at() <= horizon.now()) due.add(future.remove());
        while (!futureEdges.isEmpty() && futureEdges.element().at() <= horizon.now()) {
            agents.apply(futureEdges.remove());
        }
        if (due.isEmpty()) return;
        contactEvents(due, Map.of());
        for (Event event : due) folds.unpin(event.contact());
    }

    /**
     * The earliest later instant at which time alone may change a figure other than a running length: a deadline, a silent
     * contact, an event from ahead, the turn of a minute. Epoch milliseconds.
     */
    public long nextChangeAt() {
        long next = Math.min(waiting.earliest(), live.nextTimerAt());
        if (!future.isEmpty()) next = Math.min(next, future.element().at());
        if (!futureEdges.isEmpty()) next = Math.min(next, futureEdges.element().at());
        next = Math.min(next, (horizon.minute() + 1) * Horizon.MINUTE_MILLIS);
        return Math.max(next, horizon.now() + 1);
    }

    // Figures.

    public BusinessDay businessDay() {
        return horizon.day();
    }

    public SiteFigures site(Window window) {
        return figures.site(window, people.teamLines());
    }

    /** A queue; all zero where nothing is known of it. */
    public QueueFigures queue(String queueId) {
        return figures.queue(queueId);
    }

    public TeamFigures team(String teamId) {
        return people.team(teamId);
    }

    /**
     * A team for those who may not see its people: only what stands on as many of them as may be shown. Null where the team has
     * fewer.
     */
    public @Nullable TeamFigures crowd(String teamId) {
        return isCrowd(teamId) ? people.crowd(teamId) : null;
    }

    /** Whether a team has so many people that figures of it tell nothing of a single one. */
    public boolean isCrowd(String teamId) {
        return agents.tally().teams().getOrDefault(teamId, List.of()).size()
                >= config.score().minPeople();
    }

    /** All agents with a presence feed, a membership, or work today, by id. */
    public List<AgentLine> agents() {
        return people.lines();
    }

    /** An agent; null where nothing is known of it. */
    public @Nullable AgentFigures agent(String agentId) {
        return people.agent(agentId);
    }

    /** What the agent's team does at the middle today. */
    public TeamMedians medians(String agentId) {
        return people.medians(agentId, rolling.scores(agents.teamOf(agentId)));
    }

    /**
     * Who waits now.
     *
     * @param queueId null: in all queues
     * @param channels empty: all
     */
    public WaitingNow waiting(@Nullable String queueId, Set<Channel> channels) {
        return watch.waiting(queueId, channels);
    }

    public WindowRates queueRates(String queueId, Window window) {
        return watch.queueRates(queueId, window);
    }

    /** @param channels empty: all */
    public WindowRates siteRates(Window window, Set<Channel> channels) {
        return watch.siteRates(window, channels);
    }

    /**
     * Agents by presence.
     *
     * @param queueId null: of the site
     * @return null: no agent belongs there
     */
    public @Nullable PresenceCounts presence(@Nullable String queueId) {
        return watch.presence(queueId);
    }

    /** @param ofQueues agents of one of them; empty: all */
    public List<AgentPresence> presences(Set<String> ofQueues) {
        return watch.agents(ofQueues);
    }

    /** Shows another refresh of the 30-day figures; the one shown already changes nothing. */
    public void show(Rolling newest) {
        if (!rolling.shows(newest)) rolling.show(newest);
    }

    /** The team an agent counts in; null: none, or nothing is known of the agent. */
    public @Nullable String teamOf(String agentId) {
        return agents.teamOf(agentId);
    }

    /** Ids of the agents whom {@link #teamOf} says to be in one of these teams. */
    public Set<String> agentsOf(Set<String> teamIds) {
        return agents.idsOf(teamIds);
    }

    /** Null until a refresh was given to {@link #show}; so are the others of 30 days. */
    public @Nullable RollingFigures rollingSite() {
        return rolling.site();
    }

    public @Nullable RollingFigures rollingQueue(String queueId) {
        return rolling.queue(queueId);
    }

    /** Null also where fewer people stand behind the score than may be shown. */
    public @Nullable RollingScore rollingTeam(String teamId) {
        return rolling.team(teamId);
    }

    public @Nullable RollingScore rollingAgent(String agentId) {
        return rolling.agent(agentId);
    }

    /** Queues that an event named, and {@link #NO_QUEUE} where there is anything to show of it. */
    public Set<String> queueIds() {
        return cells.shownQueues().keySet();
    }

    /** Teams by agent id, as events told them last. */
    public Map<String, String> toldTeams() {
        return agents.toldTeams();
    }

    /** Grows with every change of a team that events told. */
    public long teamChanges() {
        return agents.teamChanges();
    }

    public Set<String> teamIds() {
        return Set.copyOf(agents.tally().teams().keySet());
    }

    /** The contacts that are counted in a queue now, without the unconfirmed, in no particular order. */
    public List<OpenContact> contactsOfQueue(String queueId) {
        return open.ofQueue(queueId);
    }

    /** The contacts that an agent has in hand, in no particular order. */
    public List<OpenContact> contactsOfAgent(String agentId) {
        AgentState agent = agents.find(agentId);
        return agent == null ? List.of() : open.of(agent.contacts());
    }

    /** Those of these that something is going on in. */
    public List<OpenContact> contacts(Collection<ContactKey> keys) {
        return open.of(keys);
    }

    /** Contacts silent for so long that they may have ended unseen, the longest silent first. */
    public List<UnconfirmedContact> unconfirmed() {
        return live.unconfirmed();
    }

    /** All contacts that something is going on in, in no order: what is shown as "now" is counted from these. */
    public List<CountedContact> countedContacts() {
        return live.counted();
    }

    /** First instant of a window that ends now, epoch milliseconds. */
    public long startOf(Window window) {
        return horizon.startOf(window);
    }

    /** Ids of the agents that count in a team now. */
    public Set<String> membersOf(String teamId) {
        Set<String> members = new HashSet<>();
        for (AgentState member : agents.tally().teams().getOrDefault(teamId, List.of())) members.add(member.agentId());
        return members;
    }

    /** The latest events that could not be used, newest last. */
    public List<Anomaly> anomalies() {
        return anomalies.all();
    }

    // What changed: a number that differs from the one read before means that the topic's figures may differ.

    public long siteVersion() {
        long version = agents.changes() + rolling.version();
        for (Cell cell : cells.queues.values()) version += cell.version();
        return version;
    }

    public long queueVersion(String queueId) {
        Cell cell = cells.queues.get(queueId);
        return rolling.version() + (cell == null ? 0 : cell.version());
    }

    /** An agent's own changes count at once; those of others, of queues and of time alone when it is this agent's turn. */
    public long agentVersion(String agentId) {
        Cell cell = cells.agents.get(agentId);
        long all = agentsVersion() + cells.changes();
        return cell == null ? all : cell.changes() + turns.version(agentId, horizon.now(), all);
    }

    public long agentsVersion() {
        return agents.changes() + rolling.version() + cells.agentChanges() + horizon.minute();
    }

    public long teamVersion(String teamId) {
        long version = agents.changes() + rolling.version();
        for (AgentState member : agents.tally().teams().getOrDefault(teamId, List.of())) {
            version += cells.agent(member.agentId()).version();
        }
        return version;
    }

    // Stop and go on.

    public BoardSnapshot snapshot() {
        return new BoardSnapshot(
                BoardSnapshot.FORMAT,
                position,
                horizon.now(),
                cells.toState(),
                waiting.toState(),
                agents.toState(),
                List.copyOf(futureEdges),
                Map.copyOf(queueNames),
                anomalies.all(),
                List.copyOf(folds.inMemory()));
    }

    /**
     * A board equal to the one that the snapshot was taken of.
     *
     * @param history all events at positions up to the snapshot's of each contact it names
     * @throws IllegalArgumentException for a snapshot of another format
     */
    public static Board restore(BoardConfig config, BoardSnapshot snapshot, Map<ContactKey, List<Event>> history) {
        if (snapshot.format() != BoardSnapshot.FORMAT) {
            throw new IllegalArgumentException("snapshot of format " + snapshot.format());
        }
        Board board = new Board(config, snapshot.now());
        board.position = snapshot.position();
        board.cells.addState(snapshot.cells());
        board.waiting.addState(snapshot.waiting());
        board.agents.addState(snapshot.agents());
        board.futureEdges.addAll(snapshot.futureEdges());
        board.queueNames.putAll(snapshot.queueNames());
        snapshot.queueNames().forEach((queue, name) -> board.queueNameTexts.put(queue, name.name()));
        snapshot.anomalies().forEach(board.anomalies::add);
        Map<ContactKey, List<Event>> past = board.upToNow(history);
        for (ContactKey key : snapshot.contacts()) {
            LiveView view = board.folds.load(key, past.getOrDefault(key, List.of()));
            board.live.change(key, LiveView.IDLE, view, board.folds.lastAt(key));
            Set<String> seen = new HashSet<>();
            for (Event event : history.getOrDefault(key, List.of())) {
                if (!board.isDue(event) && seen.add(event.id())) board.keepForLater(event, past);
            }
        }
        return board;
    }
}
