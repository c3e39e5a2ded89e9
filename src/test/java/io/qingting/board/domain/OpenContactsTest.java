package io.qingting.board.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.domain.Event;
import io.qingting.fixture.MemoryLog;
import io.qingting.fixture.ScenarioEvents;
import io.qingting.scenario.domain.Scenario;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lists of contacts tell the same as the counts beside them, however the events came. */
class OpenContactsTest {
    @Test
    void aQueueListsAsManyContactsAsItCounts() {
        for (Scenario scenario : Scenario.all()) {
            long begin =
                    scenario.from().atZone(scenario.plan().zone()).toInstant().toEpochMilli();
            Board board = new Board(BoardConfig.defaults(scenario.plan().zone()), begin);
            MemoryLog log = new MemoryLog();
            List<Event> events =
                    scenario.events().stream().map(ScenarioEvents::decoded).toList();
            for (int i = 0; i < events.size(); i += 400) {
                List<Event> batch = events.subList(i, Math.min(events.size(), i + 400));
                board.advance(batch.stream().mapToLong(Event::at).max().orElse(begin));
                log.feed(board, batch);
                for (String queue : board.queueIds()) same(board, queue);
            }
            assertThat(board.contactsOfQueue("no such queue")).isEmpty();
        }
    }

    private static void same(Board board, String queue) {
        List<OpenContact> contacts = board.contactsOfQueue(queue);
        NowFigures now = board.queue(queue).now();
        assertThat(contacts.stream()
                        .filter(c -> c.state() == OpenContact.State.WAITING)
                        .filter(c -> c.queueId().equals(queue)))
                .as("waiting in %s", queue)
                .hasSize((int) (now.queueLength() + now.backlog().count()));
        assertThat(contacts).as("contacts of %s", queue).hasSizeGreaterThanOrEqualTo((int) now.inService());
        assertThat(contacts).allMatch(c -> board.contacts(List.of(c.contact())).equals(List.of(c)));
    }

    @Test
    void anAgentListsTheContactsInHand() {
        Scenario scenario = Scenario.all().getFirst();
        long end = scenario.from()
                .plusMinutes(scenario.minutes())
                .atZone(scenario.plan().zone())
                .toInstant()
                .toEpochMilli();
        Board board = new Board(BoardConfig.defaults(scenario.plan().zone()), end);
        new MemoryLog()
                .feed(
                        board,
                        scenario.events().stream().map(ScenarioEvents::decoded).toList());

        for (AgentLine agent : board.agents()) {
            assertThat(board.contactsOfAgent(agent.agentId()))
                    .hasSize(agent.inService())
                    .allMatch(c -> c.agentIds().contains(agent.agentId()));
        }
        assertThat(board.agents()).anyMatch(a -> a.inService() > 0);
    }
}
