package io.qingting.board.domain;

import static io.qingting.fixture.Floor.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.domain.EventType;
import io.qingting.event.domain.PresenceState;
import io.qingting.fixture.Floor;
import io.qingting.fixture.MemoryLog;
import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BoardTest {
    private final Floor floor = new Floor();

    private Board boardAt(String now) {
        Board board = new Board(BoardConfig.defaults(Floor.ZONE), time("00:00:00"));
        board.advance(time(now));
        new MemoryLog().feed(board, floor.events());
        return board;
    }

    private static WindowFigures today(Board board) {
        return board.site(Window.TODAY).site().today();
    }

    private static NowFigures now(Board board) {
        return board.site(Window.TODAY).site().now();
    }

    @Test
    void anOpenEntryOfACallStandsInTheQueueSinceItsBegin() {
        floor.at("09:00:00")
                .call("c1")
                .enqueued("sales")
                .at("09:00:20")
                .call("c2")
                .enqueued("sales");
        NowFigures now = boardAt("09:01:00").queue("sales").now();
        assertThat(now.queueLength()).isEqualTo(2);
        assertThat(now.longestWaitSinceAt()).isEqualTo(Instant.ofEpochMilli(time("09:00:00")));
        assertThat(now.meanCurrentWaitSeconds()).isEqualTo(new Mean(100, 2));
    }

    @Test
    void anAnsweredCallCountsItsWait() {
        floor.at("09:00:00").call("c1").enqueued("sales").at("09:00:12").accepted("anna");
        Board board = boardAt("09:01:00");
        assertThat(today(board).offered()).isEqualTo(1);
        assertThat(today(board).answered()).isEqualTo(1);
        assertThat(today(board).asaSeconds()).isEqualTo(new Mean(12, 1));
        assertThat(now(board).queueLength()).isZero();
        assertThat(now(board).inService()).isEqualTo(1);
    }

    @Test
    void answeringAtTheDeadlineIsInTime() {
        floor.at("09:00:00").call("c1").enqueued("sales").at("09:00:30").accepted("anna");
        floor.at("09:00:00").call("c2").enqueued("sales").at("09:00:31").accepted("anna");
        assertThat(today(boardAt("09:01:00")).serviceLevel()).isEqualTo(new Ratio(1, 2));
    }

    @Test
    void aShortAbandonStaysOutOfTheServiceLevelButIsAbandoned() {
        floor.at("09:00:00").call("c1").enqueued("sales").at("09:00:04").abandoned();
        floor.at("09:00:00").call("c2").enqueued("sales").at("09:00:05").abandoned();
        WindowFigures today = today(boardAt("09:01:00"));
        assertThat(today.abandoned()).isEqualTo(2);
        assertThat(today.shortAbandons()).isEqualTo(1);
        assertThat(today.serviceLevel()).isEqualTo(new Ratio(0, 1));
        assertThat(today.abandonmentRate()).isEqualTo(new Ratio(2, 2));
    }

    @Test
    void anUnansweredChatIsAMissOnlyAfterItsDeadline() {
        floor.at("09:00:00").chat("c1").enqueued("sales").customer();
        Board board = boardAt("09:00:30");
        assertThat(today(board).firstResponseWithin()).isEqualTo(new Ratio(0, 0));
        board.advance(time("09:00:30") + 1);
        assertThat(today(board).firstResponseWithin()).isEqualTo(new Ratio(0, 1));
    }

    @Test
    void aReplyThatArrivesLateButHappenedInTimeTakesTheMissBack() {
        MemoryLog log = new MemoryLog();
        Board board = new Board(BoardConfig.defaults(Floor.ZONE), time("00:00:00"));
        board.advance(time("09:02:00"));
        log.feed(
                board,
                floor.at("09:00:00").chat("c1").enqueued("sales").customer().events());
        assertThat(today(board).firstResponseWithin()).isEqualTo(new Ratio(0, 1));
        log.feed(board, floor.at("09:00:20").reply("anna").events());
        assertThat(today(board).firstResponseWithin()).isEqualTo(new Ratio(1, 1));
    }

    @Test
    void anAgentIsOccupiedOnlyWithinWorkingTime() {
        floor.at("09:00:00").presence("anna", PresenceState.AVAILABLE);
        floor.at("09:00:00").call("c1").enqueued("sales").at("09:01:00").accepted("anna");
        floor.at("09:02:00").closed("resolved").at("09:04:00").presence("anna", PresenceState.BREAK);
        AgentFigures anna = Objects.requireNonNull(boardAt("09:10:00").agent("anna"));
        WindowFigures today = Objects.requireNonNull(anna.windows().get("today"));
        assertThat(today.occupancy()).isEqualTo(new Ratio(60_000, 240_000));
        assertThat(anna.presence()).isEqualTo("break");
        assertThat(today.handleSeconds()).isEqualTo(new Mean(60, 1));
    }

    @Test
    void anEventFromAheadWaitsUntilNowReachesIt() {
        floor.at("09:00:10").call("c1").enqueued("sales");
        Board board = boardAt("09:00:00");
        assertThat(now(board).queueLength()).isZero();
        board.advance(time("09:00:10"));
        assertThat(now(board).queueLength()).isEqualTo(1);
    }

    @Test
    void aSilentEntryIsUnconfirmedAndLeavesTheQueueLength() {
        floor.at("09:00:00").call("c1").enqueued("sales");
        Board board = boardAt("11:00:00");
        assertThat(now(board).queueLength()).isEqualTo(1);
        board.advance(time("11:00:00") + 1);
        assertThat(now(board).queueLength()).isZero();
        assertThat(now(board).unconfirmed()).isEqualTo(1);
        assertThat(board.unconfirmed()).hasSize(1);
    }

    @Test
    void anEventThatMakesNoSenseIsListedNotThrown() {
        floor.at("09:00:00").call("c1").add(floor.next(EventType.CONTACT_ABANDONED));
        assertThat(boardAt("09:01:00").anomalies()).hasSize(1);
    }
}
