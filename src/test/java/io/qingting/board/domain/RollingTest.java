package io.qingting.board.domain;

import static io.qingting.fixture.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qingting.board.domain.ServiceScore.Parts;
import io.qingting.contact.domain.FirstContactResolution.Result;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.PresenceState;
import io.qingting.fixture.Floor;
import io.qingting.fixture.MemoryLog;
import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RollingTest {
    private static final Instant AT = Instant.ofEpochMilli(Floor.time("09:00:00"));

    private final Board board = new Board(BoardConfig.defaults(Floor.ZONE), Floor.time("09:30:00"));
    private final MemoryLog log = new MemoryLog();

    private static Parts parts(double csat, long n) {
        return new Parts(new Mean(csat * n, n), Mean.NONE, Mean.NONE, new Mean(n / 2, n), Mean.NONE, n);
    }

    private static Rolling rolling(Map<String, Parts> agents) {
        return new Rolling(AT, agents, Map.of("sales", new Result(3, 4, 1), "support", new Result(1, 2, 5)));
    }

    private void joins(String agent, String team) {
        log.feed(
                board,
                List.of(event(agent, EventType.AGENT_PRESENCE_CHANGED)
                        .agent(agent)
                        .team(team)
                        .at(Floor.time("09:00:00"))
                        .presence(PresenceState.AVAILABLE)
                        .build()));
    }

    @Test
    void withoutHistoryThereIsNoFigureOf30Days() {
        joins("amy", "red");
        assertThat(board.rollingAgent("amy")).isNull();
        assertThat(board.rollingTeam("red")).isNull();
        assertThat(board.rollingQueue("sales")).isNull();
        assertThat(board.rollingSite()).isNull();
    }

    @Test
    void aScoreOf30DaysNeeds20RatingsOr50AnsweredContacts() {
        board.show(rolling(Map.of("amy", parts(5, 19), "bob", parts(5, 20))));
        ScoreFigures amy = Objects.requireNonNull(board.rollingAgent("amy")).score();
        ScoreFigures bob = Objects.requireNonNull(board.rollingAgent("bob")).score();
        assertThat(amy.sampleTooSmall()).isTrue();
        assertThat(amy.value()).isNull();
        assertThat(bob.value()).isNotNull();
        assertThat(bob.window()).isEqualTo("30d");
    }

    @Test
    void aTeamIsThoseWhoAreInItNowAndSmallSamplesArePulledToIt() {
        Map<String, Parts> agents = new HashMap<>();
        for (String agent : List.of("a", "b", "c", "d", "e")) {
            joins(agent, "red");
            agents.put(agent, parts(3, 20));
        }
        agents.put("other", parts(5, 1000));
        board.show(rolling(agents));
        var csat = Objects.requireNonNull(board.rollingAgent("a"))
                .score()
                .components()
                .getFirst();
        assertThat(csat.isTeam()).isTrue();
        assertThat(csat.team()).isEqualTo(new Mean(300, 100));
        assertThat(Objects.requireNonNull(csat.value())).isCloseTo(50, within(1e-9));
        assertThat(board.rollingTeam("red")).isNotNull();

        log.feed(
                board,
                List.of(event("moves", EventType.AGENT_PRESENCE_CHANGED)
                        .agent("e")
                        .team("blue")
                        .at(Floor.time("09:10:00"))
                        .presence(PresenceState.AVAILABLE)
                        .build()));
        assertThat(board.rollingTeam("red")).isNull();
    }

    @Test
    void theSitesFirstContactResolutionIsTheSumOfItsQueues() {
        board.show(rolling(Map.of()));
        assertThat(board.rollingQueue("sales")).isEqualTo(new RollingFigures(AT, new Ratio(3, 4), 1));
        assertThat(board.rollingSite()).isEqualTo(new RollingFigures(AT, new Ratio(4, 6), 6));
    }

    @Test
    void aRefreshIsNewsForEveryTopicAndTheSameOneAgainForNone() {
        joins("amy", "red");
        Rolling first = rolling(Map.of("amy", parts(5, 20)));
        long before = board.siteVersion() + board.queueVersion("sales") + board.teamVersion("red");
        long agents = board.agentsVersion();
        board.show(first);
        long after = board.siteVersion() + board.queueVersion("sales") + board.teamVersion("red");
        assertThat(after).isEqualTo(before + 3);
        assertThat(board.agentsVersion()).isEqualTo(agents + 1);
        board.show(first);
        assertThat(board.agentsVersion()).isEqualTo(agents + 1);
    }

    @Test
    void whatTeamMatesDoReachesAnAgentsFrameWithinTwoSecondsAndNotBeforeItsTurn() {
        joins("amy", "red");
        joins("bob", "red");
        // One millisecond after a turn of amy's began.
        long now = Floor.time("09:30:04") - Math.floorMod("amy".hashCode(), Turns.PERIOD) + 1;
        board.advance(now);
        long before = board.agentVersion("amy");
        long bob = board.agentVersion("bob");
        log.feed(
                board,
                new Floor()
                        .at("09:29:58")
                        .call("c1")
                        .enqueued("sales")
                        .accepted("bob")
                        .events());
        assertThat(board.agentVersion("bob")).isGreaterThan(bob);
        board.advance(now + Turns.PERIOD - 2);
        assertThat(board.agentVersion("amy")).isEqualTo(before);
        board.advance(now + Turns.PERIOD - 1);
        assertThat(board.agentVersion("amy")).isGreaterThan(before);
    }

    @Test
    void theMinutesTurnReachesEveryAgentsFrameWithinTwoSeconds() {
        joins("amy", "red");
        board.advance(Floor.time("09:30:58"));
        long before = board.agentVersion("amy");
        board.advance(Floor.time("09:31:02"));
        assertThat(board.agentVersion("amy")).isGreaterThan(before);
        long quiet = board.agentVersion("amy");
        board.advance(Floor.time("09:31:55"));
        assertThat(board.agentVersion("amy")).isEqualTo(quiet);
    }
}
