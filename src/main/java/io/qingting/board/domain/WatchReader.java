package io.qingting.board.domain;

import static io.qingting.board.domain.Metric.*;

import io.qingting.event.domain.Channel;
import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads single figures of many places, as often as a watch wants them: only what was asked for is summed up. */
final class WatchReader {
    private static final double MILLIONTHS = 1_000_000;

    private final Cells cells;
    private final Agents agents;

    WatchReader(Cells cells, Agents agents) {
        this.cells = cells;
        this.agents = agents;
    }

    /** @param queueId null: all queues */
    WaitingNow waiting(@Nullable String queueId, Set<Channel> channels) {
        long count = 0;
        long earliest = Long.MAX_VALUE;
        for (Cell cell : queues(queueId)) {
            @Nullable LiveCounts[] live = cell.live();
            for (int i = 0; i < live.length; i++) {
                LiveCounts counts = live[i];
                if (counts == null || !isOf(channels, Channel.values()[i])) continue;
                count += counts.waiting.count();
                earliest = Math.min(earliest, counts.waiting.earliest());
            }
        }
        return new WaitingNow(count, earliest == Long.MAX_VALUE ? null : Figures.instant(earliest));
    }

    private List<Cell> queues(@Nullable String queueId) {
        if (queueId == null) return new ArrayList<>(cells.queues.values());
        Cell cell = cells.queues.get(queueId);
        return cell == null ? List.of() : List.of(cell);
    }

    private static boolean isOf(Set<Channel> channels, Channel channel) {
        return channels.isEmpty() || channels.contains(channel);
    }

    WindowRates queueRates(String queueId, Window window) {
        return rates(queues(queueId), window);
    }

    WindowRates siteRates(Window window, Set<Channel> channels) {
        List<Cell> parts = new ArrayList<>();
        cells.channels.forEach((channel, cell) -> {
            if (isOf(channels, channel)) parts.add(cell);
        });
        return rates(parts, window);
    }

    private static WindowRates rates(List<Cell> parts, Window window) {
        long answered = sum(parts, window, ANSWERED);
        long abandoned = sum(parts, window, ABANDONED);
        boolean measured = sum(parts, window, ANSWERED_BY_AGENT) > 0 || answered == 0;
        return new WindowRates(
                measured
                        ? new Ratio(sum(parts, window, SERVICE_LEVEL_HITS), sum(parts, window, SERVICE_LEVEL_TOTAL))
                        : null,
                new Ratio(abandoned, answered + abandoned + sum(parts, window, UNSERVED)),
                new Mean(sum(parts, window, CSAT_MICROS) / MILLIONTHS, sum(parts, window, CSAT_COUNT)));
    }

    private static long sum(List<Cell> parts, Window window, Metric metric) {
        long sum = 0;
        for (Cell cell : parts) sum += cell.sum(window, metric);
        return sum;
    }

    /** @param queueId null: the site. Null: no agent belongs there */
    @Nullable
    PresenceCounts presence(@Nullable String queueId) {
        if (queueId != null) return agents.tally().queues().get(queueId);
        PresenceCounts site = agents.tally().site();
        return site.equals(PresenceCounts.NONE) ? null : site;
    }

    /** @param queues empty: all agents */
    List<AgentPresence> agents(Set<String> queues) {
        List<AgentPresence> found = new ArrayList<>();
        for (AgentState agent : agents.all()) {
            if (!agent.isCounted()) continue;
            if (!queues.isEmpty() && agent.queues().stream().noneMatch(queues::contains)) continue;
            AgentTimeline line = agent.timeline();
            found.add(new AgentPresence(
                    agent.agentId(), line.presence(), line.hasFeed() ? Figures.instant(line.presenceSince()) : null));
        }
        return found;
    }
}
