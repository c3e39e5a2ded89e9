package io.qingting.board.domain;

import static io.qingting.board.domain.Metric.*;

import io.qingting.board.domain.AgentFigures.OwnQueue;
import io.qingting.board.domain.AgentTimeline.Times;
import io.qingting.board.domain.ServiceScore.Parts;
import io.qingting.board.domain.SiteFigures.ChannelFigures;
import io.qingting.board.domain.WindowFigures.Nps;
import io.qingting.event.domain.Channel;
import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads figures off the cells: what a slice, the live counts and the agents' time lines say, as records for frames. */
final class Figures {
    private static final double MILLIS = 1000;
    private static final double MILLIONTHS = 1_000_000;

    private final Horizon horizon;
    private final Cells cells;
    private final Agents agents;
    private final Map<String, String> queueNames;

    Figures(Horizon horizon, Cells cells, Agents agents, Map<String, String> queueNames) {
        this.horizon = horizon;
        this.cells = cells;
        this.agents = agents;
        this.queueNames = queueNames;
    }

    static Instant instant(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    private Instant now() {
        return instant(horizon.now());
    }

    SiteFigures site(Window window, List<TeamLine> teams) {
        Slice whole = new Slice();
        Slice today = new Slice();
        long inService = 0;
        List<ChannelFigures> channels = new ArrayList<>();
        for (Map.Entry<Channel, Cell> entry : cells.channels.entrySet()) {
            Cell cell = entry.getValue();
            if (!cell.isShown()) continue;
            Slice slice = cell.over(window);
            NowFigures now = now(liveOf(entry.getKey()), cell.inService, null);
            channels.add(new ChannelFigures(entry.getKey().wireName(), now, window(slice, window, List.of(), true)));
            whole.merge(slice, 1);
            today.merge(cell.today(), 1);
            inService += cell.inService;
        }
        PlaceFigures site = new PlaceFigures(
                now(liveOf(null), inService, agents.tally().site()),
                window(whole, window, agents.all(), true),
                window(today, Window.TODAY, agents.all(), true));
        List<QueueLine> queues = new ArrayList<>(cells.queues.size());
        for (Map.Entry<String, Cell> entry : cells.shownQueues().entrySet()) {
            queues.add(line(entry.getKey(), entry.getValue(), window));
        }
        return new SiteFigures(now(), horizon.day(), site, channels, teams, queues);
    }

    /** What is going on in all queues, in one channel or, with null, in all. */
    private List<LiveCounts> liveOf(@Nullable Channel channel) {
        List<LiveCounts> counts = new ArrayList<>();
        for (Cell queue : cells.queues.values()) addLive(queue, channel, counts);
        return counts;
    }

    private static void addLive(Cell queue, @Nullable Channel channel, List<LiveCounts> counts) {
        @Nullable LiveCounts[] live = queue.live();
        for (int i = 0; i < live.length; i++) {
            LiveCounts present = live[i];
            if (present != null && (channel == null || channel.ordinal() == i)) counts.add(present);
        }
    }

    static Slice over(Collection<Cell> places, Window window) {
        Slice slice = new Slice();
        for (Cell cell : places) cell.addTo(slice, window);
        return slice;
    }

    OwnQueue ownQueue(String queueId) {
        long waiting = 0;
        long earliest = Long.MAX_VALUE;
        Cell cell = cells.queues.get(queueId);
        if (cell != null) {
            for (LiveCounts counts : cell.live()) {
                if (counts == null) continue;
                waiting += counts.waiting.count() + counts.backlog.count();
                earliest = Math.min(earliest, Math.min(counts.waiting.earliest(), counts.backlog.earliest()));
            }
        }
        return new OwnQueue(queueId, queueNames.get(queueId), waiting, sinceAt(earliest));
    }

    private QueueLine line(String queueId, Cell cell, Window window) {
        List<LiveCounts> counts = new ArrayList<>(2);
        addLive(cell, null, counts);
        NowFigures live = now(counts, inService(counts), null);
        PresenceCounts staff = agents.tally().queues().getOrDefault(queueId, PresenceCounts.NONE);
        long answered = cell.sum(window, ANSWERED);
        long byAgent = cell.sum(window, ANSWERED_BY_AGENT);
        long abandoned = cell.sum(window, ABANDONED);
        long ended = answered + abandoned + cell.sum(window, UNSERVED);
        boolean measured = byAgent > 0 || answered == 0;
        return new QueueLine(
                queueId,
                queueNames.get(queueId),
                live.queueLength(),
                live.longestWaitSinceAt(),
                live.waitingFirstReply().count(),
                live.waitingReply().count(),
                live.waitingVips(),
                live.backlog().count(),
                live.unconfirmed(),
                live.inService(),
                staff.available(),
                staff.isKnown() ? staff.onDuty() : null,
                cell.sum(window, OFFERED),
                answered,
                abandoned,
                measured
                        ? new Ratio(cell.sum(window, SERVICE_LEVEL_HITS), cell.sum(window, SERVICE_LEVEL_TOTAL))
                        : null,
                new Ratio(abandoned, ended),
                measured ? new Mean(cell.sum(window, SPEED_OF_ANSWER_MILLIS) / MILLIS, byAgent) : null);
    }

    private static @Nullable Instant sinceAt(long millis) {
        return millis == Long.MAX_VALUE ? null : instant(millis);
    }

    QueueFigures queue(String queueId) {
        Cell known = cells.queues.get(queueId);
        Cell cell = known == null ? new Cell(horizon, new Cell.Changes()) : known;
        List<AgentState> members = agents.all().stream()
                .filter(a -> a.isCounted() && a.queues().contains(queueId))
                .toList();
        List<LiveCounts> counts = new ArrayList<>(2);
        addLive(cell, null, counts);
        NowFigures now = now(counts, inService(counts), agents.tally().queues().get(queueId));
        return new QueueFigures(
                now(), queueId, queueNames.get(queueId), now, windows(w -> window(cell.over(w), w, members, true)));
    }

    /** Figures of all windows, by name. */
    Map<String, WindowFigures> windows(Function<Window, WindowFigures> figures) {
        Map<String, WindowFigures> windows = new LinkedHashMap<>();
        for (Window window : Window.values()) windows.put(window.wireName(), figures.apply(window));
        return windows;
    }

    private static long inService(List<LiveCounts> places) {
        long sum = 0;
        for (LiveCounts live : places) sum += live.inService;
        return sum;
    }

    private NowFigures now(List<LiveCounts> places, long inService, @Nullable PresenceCounts staff) {
        long waiting = 0;
        long begins = 0;
        long vips = 0;
        long unconfirmed = 0;
        long longest = Long.MAX_VALUE;
        for (LiveCounts live : places) {
            waiting += live.waiting.count();
            begins += live.waiting.sum();
            longest = Math.min(longest, live.waiting.earliest());
            vips += live.waitingVips;
            unconfirmed += live.unconfirmed;
        }
        double waited = (waiting * horizon.now() - begins) / MILLIS;
        return new NowFigures(
                waiting,
                sinceAt(longest),
                new Mean(waited, waiting),
                since(places, Waiters.BACKLOG),
                since(places, Waiters.FIRST_REPLY),
                since(places, Waiters.REPLY),
                inService,
                vips,
                unconfirmed,
                staff);
    }

    private enum Waiters {
        BACKLOG,
        FIRST_REPLY,
        REPLY
    }

    private static SinceCount since(List<LiveCounts> places, Waiters who) {
        long count = 0;
        long oldest = Long.MAX_VALUE;
        for (LiveCounts live : places) {
            LiveCounts.Since since = switch (who) {
                case BACKLOG -> live.backlog;
                case FIRST_REPLY -> live.firstReply;
                case REPLY -> live.reply;
            };
            count += since.count();
            oldest = Math.min(oldest, since.earliest());
        }
        return new SinceCount(count, sinceAt(oldest));
    }

    /** @param hasEntries false for agents and teams, which have no entries of their own to rate */
    WindowFigures window(Slice slice, Window window, Collection<AgentState> staff, boolean hasEntries) {
        long answered = slice.get(ANSWERED);
        boolean measured = hasEntries && (slice.get(ANSWERED_BY_AGENT) > 0 || answered == 0);
        long abandoned = slice.get(ABANDONED);
        Times times = times(staff, window);
        return new WindowFigures(
                slice.get(OFFERED),
                slice.get(DISTINCT_CONTACTS),
                answered,
                abandoned,
                slice.get(SHORT_ABANDONS),
                slice.get(TRANSFERRED),
                slice.get(CALLBACK),
                slice.get(UNSERVED),
                measured ? slice.ratio(SERVICE_LEVEL_HITS, SERVICE_LEVEL_TOTAL) : null,
                hasEntries ? new Ratio(abandoned, answered + abandoned + slice.get(UNSERVED)) : Ratio.NONE,
                measured ? slice.mean(SPEED_OF_ANSWER_MILLIS, ANSWERED_BY_AGENT, MILLIS) : null,
                slice.durations(Distribution.WAIT),
                slice.durations(Distribution.FIRST_RESPONSE),
                slice.ratio(FIRST_RESPONSE_HITS, FIRST_RESPONSE_TOTAL),
                slice.durations(Distribution.RESPONSE),
                slice.ratio(RESPONSE_HITS, RESPONSE_TOTAL),
                slice.get(LAST_MESSAGE_UNANSWERED),
                slice.mean(HANDLE_MILLIS, HANDLED, MILLIS),
                times.working() == 0 ? null : new Ratio(times.occupied(), times.working()),
                times.serving() == 0 ? null : new Ratio(times.legs(), times.serving()),
                slice.ratio(MISSED, RINGING),
                slice.ratio(LEGS_TRANSFERRED, LEGS_ENDED),
                slice.ratio(BOT_ONLY, BOT_BEGAN),
                slice.ratio(HANDED_OVER, BOT_BEGAN),
                slice.mean(CSAT_MICROS, CSAT_COUNT, MILLIONTHS),
                slice.ratio(CSAT_GOOD, CSAT_COUNT),
                slice.ratio(PARTICIPATED, INVITED),
                slice.ratio(INVITED, CLOSED),
                new Nps(slice.get(NPS_PROMOTERS), slice.get(NPS_DETRACTORS), slice.get(NPS_TOTAL)),
                slice.get(REOPENED),
                slice.get(COMPLAINTS),
                slice.ratio(FOLLOW_UP_HITS, FOLLOW_UP_TOTAL),
                slice.ratio(FEEDBACK_HITS, FEEDBACK_TOTAL),
                slice.mean(ATTITUDE_MICROS, ATTITUDE_COUNT, MILLIONTHS),
                slice.ratio(WORDING_HITS, WORDING_TOTAL),
                slice.mean(QUALITY_MICROS, QUALITY_COUNT, MILLIONTHS),
                slice.mean(REPLIES, LEGS_ENDED, 1));
    }

    private Times times(Collection<AgentState> staff, Window window) {
        Times times = Times.NONE;
        long from = horizon.startOf(window);
        for (AgentState agent : staff) times = times.plus(agent.timeline().between(from, horizon.now()));
        return times;
    }

    Parts partsToday(AgentState agent) {
        Cell cell = cells.agents.get(agent.agentId());
        return cell == null ? Parts.NONE : Parts.of(cell.today());
    }
}
