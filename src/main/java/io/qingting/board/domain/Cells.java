package io.qingting.board.domain;

import io.qingting.board.domain.Cell.CellState;
import io.qingting.board.domain.Cell.Changes;
import io.qingting.event.domain.Channel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a board: queues, channels, agents. The site is the sum of its channels, a team the sum of its members, so that
 * totals are sums of parts by construction. What belongs to no queue is in the queue {@link Board#NO_QUEUE}.
 */
final class Cells {
    private final Horizon horizon;
    final Map<String, Cell> queues = new HashMap<>();
    final EnumMap<Channel, Cell> channels = new EnumMap<>(Channel.class);
    final Map<String, Cell> agents = new HashMap<>();
    private final Changes changes = new Changes();
    private final Changes agentChanges = new Changes();

    Cells(Horizon horizon) {
        this.horizon = horizon;
    }

    Cell queue(@Nullable String queueId) {
        String id = queueId == null ? Board.NO_QUEUE : queueId;
        Cell present = queues.get(id);
        return present != null ? present : made(queues, id, changes);
    }

    Cell channel(Channel channel) {
        Cell present = channels.get(channel);
        return present != null ? present : made(channels, channel, changes);
    }

    Cell agent(String agentId) {
        Cell present = agents.get(agentId);
        return present != null ? present : made(agents, agentId, agentChanges);
    }

    private <K> Cell made(Map<K, Cell> places, K id, Changes counted) {
        Cell cell = new Cell(horizon, counted);
        places.put(id, cell);
        return cell;
    }

    /** Grows with every change of any queue's or channel's cell. */
    long changes() {
        return changes.count();
    }

    /** Grows with every change of any agent's cell. */
    long agentChanges() {
        return agentChanges.count();
    }

    /** By id, in order. */
    TreeMap<String, Cell> shownQueues() {
        TreeMap<String, Cell> shown = new TreeMap<>();
        queues.forEach((id, cell) -> {
            if (cell.isShown()) shown.put(id, cell);
        });
        return shown;
    }

    CellsState toState() {
        List<CellState> queueStates = new ArrayList<>();
        queues.forEach((id, cell) -> queueStates.add(cell.toState(id)));
        List<CellState> channelStates = new ArrayList<>();
        channels.forEach((channel, cell) -> channelStates.add(cell.toState(channel.name())));
        List<CellState> agentStates = new ArrayList<>();
        agents.forEach((id, cell) -> agentStates.add(cell.toState(id)));
        return new CellsState(queueStates, channelStates, agentStates);
    }

    void addState(CellsState state) {
        for (CellState cell : state.queues()) queue(cell.name()).addState(cell);
        for (CellState cell : state.channels())
            channel(Channel.valueOf(cell.name())).addState(cell);
        for (CellState cell : state.agents()) agent(cell.name()).addState(cell);
    }

    /** All cells as data. */
    record CellsState(List<CellState> queues, List<CellState> channels, List<CellState> agents) {}
}
