package io.qingting.board.domain;

import io.qingting.board.domain.AgentState.AgentData;
import io.qingting.board.domain.Cells.CellsState;
import io.qingting.board.domain.WaitingMisses.MissState;
import io.qingting.contact.domain.Anomaly;
import io.qingting.kernel.ContactKey;
import java.util.List;
import java.util.Map;

/**
 * A board as data, enough to go on from: with it and the events up to its position of the contacts it names, {@link
 * Board#restore} gives a board equal to one that never stopped. Written and read whole, by the same version of the program.
 *
 * @param format grows where the shape or the meaning of anything in it changes; another one is not read
 * @param position the last position of the log applied
 * @param now epoch milliseconds
 * @param contacts those whose events must be read again
 */
public record BoardSnapshot(
        int format,
        long position,
        long now,
        CellsState cells,
        List<MissState> waiting,
        List<AgentData> agents,
        List<AgentEdge> futureEdges,
        Map<String, QueueName> queueNames,
        List<Anomaly> anomalies,
        List<ContactKey> contacts) {
    /** The format written now. */
    public static final int FORMAT = 1;

    /** The name of a queue as the latest event that names it says. */
    public record QueueName(String name, long at, String eventId) {}
}
