package io.qingting.board.domain;

import static io.qingting.fixture.Floor.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.domain.AcceptMode;
import io.qingting.event.domain.ActorType;
import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Direction;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.PresenceState;
import io.qingting.event.domain.Segment;
import io.qingting.fixture.Floor;
import io.qingting.fixture.MemoryLog;
import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** METRICS.md, row by row, as small scenes of a floor. */
class MetricDefinitionsTest {
    private final Floor floor = new Floor();
    private MemoryLog log = new MemoryLog();

    private Board boardAt(String now) {
        Board board = new Board(BoardConfig.defaults(Floor.ZONE), time("00:00:00") - 7_200_000);
        board.advance(time(now));
        log = new MemoryLog();
        log.feed(board, floor.events());
        return board;
    }

    private WindowFigures today() {
        return boardAt("12:00:00").site(Window.TODAY).site().today();
    }

    private NowFigures now(String at) {
        return boardAt(at).site(Window.TODAY).site().now();
    }

    private WindowFigures agent(String id) {
        AgentFigures agent = Objects.requireNonNull(boardAt("12:00:00").agent(id));
        return Objects.requireNonNull(agent.windows().get("today"));
    }

    // Entries.

    @Test
    void aTransferToAQueueOpensTheNextEntryFromAgentToAgentNone() {
        floor.at("09:00:00").call("c1").enqueued("sales").at("09:00:10").accepted("anna");
        floor.at("09:01:00")
                .add(floor.next(EventType.CONTACT_TRANSFERRED).from("anna").agent("bert"));
        assertThat(today().offered()).isEqualTo(1);
        floor.at("09:02:00")
                .add(floor.next(EventType.CONTACT_TRANSFERRED).from("bert").queue("billing"));
        WindowFigures today = today();
        assertThat(today.offered()).isEqualTo(2);
        assertThat(today.distinctContacts()).isEqualTo(1);
        assertThat(today.transferRate()).isEqualTo(new Ratio(2, 2));
        assertThat(now("12:00:00").queueLength() + now("12:00:00").unconfirmed())
                .isEqualTo(1);
    }

    @Test
    void anAssignmentEndsNoEntryUnlessTheSourceAcceptsByAssigning() {
        floor.at("09:00:00").chat("c1").enqueued("sales").at("09:00:10").assigned("anna");
        floor.at("09:00:00").chat("c2").enqueued("sales").at("09:00:10");
        floor.add(floor.next(EventType.CONTACT_ASSIGNED).agent("anna").mode(AcceptMode.AUTOMATIC));
        NowFigures now = now("09:01:00");
        assertThat(now.queueLength()).isEqualTo(1);
        assertThat(now.inService()).isEqualTo(2);
        assertThat(today().answered()).isEqualTo(1);
    }

    @Test
    void aHumanReplyToAWaitingEntryIsItsAccept() {
        floor.at("09:00:00")
                .chat("c1")
                .enqueued("sales")
                .customer()
                .at("09:00:10")
                .reply("anna");
        WindowFigures today = today();
        assertThat(today.answered()).isEqualTo(1);
        assertThat(today.waitSeconds().sum()).isEqualTo(10);
    }

    @Test
    void serviceLevelIsADashWhereAcceptsAreOnlyDerived() {
        floor.at("09:00:00")
                .chat("c1")
                .enqueued("sales")
                .customer()
                .at("09:00:10")
                .reply("anna");
        assertThat(today().serviceLevel()).isNull();
        assertThat(today().asaSeconds()).isNull();
        assertThat(today().firstResponseWithin()).isEqualTo(new Ratio(1, 1));
    }

    @Test
    void aCloseWithoutAcceptIsUnservedButACustomerWhoLeftAbandoned() {
        floor.at("09:00:00").chat("c1").enqueued("sales").at("09:01:00").closed("spam");
        floor.at("09:00:00").chat("c2").enqueued("sales").at("09:01:00").closed("customerLeft");
        WindowFigures today = today();
        assertThat(today.unserved()).isEqualTo(1);
        assertThat(today.abandoned()).isEqualTo(1);
        assertThat(today.abandonmentRate()).isEqualTo(new Ratio(1, 2));
        assertThat(today.serviceLevel()).isEqualTo(new Ratio(0, 2));
    }

    @Test
    void aCallBackWithinTheLimitIsOutOfTheServiceLevelAndALateOneInIt() {
        floor.at("09:00:00").call("c1").enqueued("sales").at("09:00:30");
        floor.add(floor.next(EventType.CONTACT_DEQUEUED).reason("callback"));
        floor.at("09:00:00").call("c2").enqueued("sales").at("09:00:31");
        floor.add(floor.next(EventType.CONTACT_DEQUEUED).reason("callback"));
        assertThat(today().callback()).isEqualTo(2);
        assertThat(today().serviceLevel()).isEqualTo(new Ratio(0, 1));
    }

    @Test
    void aContactWithoutAQueueBelongsToNoQueue() {
        floor.at("09:00:00")
                .chat("c1")
                .add(floor.next(EventType.CONTACT_OFFERED))
                .at("09:00:05")
                .accepted("anna");
        assertThat(Objects.requireNonNull(boardAt("10:00:00")
                                .queue(Board.NO_QUEUE)
                                .windows()
                                .get("today"))
                        .answered())
                .isEqualTo(1);
    }

    @Test
    void otherChannelsAreBacklogNotQueueLength() {
        floor.at("09:00:00").contact("m1", Channel.EMAIL).enqueued("mail");
        assertThat(now("11:30:00").queueLength()).isZero();
        assertThat(now("11:30:00").backlog()).isEqualTo(new SinceCount(1, Instant.ofEpochMilli(time("09:00:00"))));
    }

    @Test
    void aWaitingVipIsCounted() {
        floor.at("09:00:00")
                .call("c1")
                .add(floor.next(EventType.CONTACT_ENQUEUED).queue("sales").segment(Segment.VIP));
        assertThat(now("09:00:10").waitingVips()).isEqualTo(1);
    }

    // Responses.

    @Test
    void firstResponseRunsFromTheLaterOfFirstMessageAndFirstEntry() {
        floor.at("09:00:00")
                .chat("c1")
                .customer()
                .at("09:01:00")
                .enqueued("sales")
                .at("09:01:05")
                .accepted("anna");
        floor.at("09:01:20").reply("anna");
        assertThat(today().firstResponseSeconds().sum()).isEqualTo(20);
    }

    @Test
    void botsTemplatesAndNotesAreNoResponse() {
        floor.at("09:00:00")
                .chat("c1")
                .enqueued("sales")
                .customer()
                .at("09:00:05")
                .accepted("anna");
        floor.at("09:00:06").add(floor.next(EventType.MESSAGE_AGENT).by(ActorType.BOT));
        floor.at("09:00:07")
                .add(floor.next(EventType.MESSAGE_AGENT).agent("anna").asTemplate());
        floor.at("09:00:08")
                .add(floor.next(EventType.MESSAGE_AGENT).agent("anna").asNote());
        assertThat(now("09:00:20").waitingFirstReply())
                .isEqualTo(new SinceCount(1, Instant.ofEpochMilli(time("09:00:00"))));
        assertThat(today().firstResponseWithin()).isEqualTo(new Ratio(0, 1));
    }

    @Test
    void aContactThatTheAgentBeganHasNoFirstResponse() {
        floor.at("09:00:00").chat("c1");
        floor.add(floor.next(EventType.CONTACT_OFFERED).direction(Direction.OUTBOUND));
        floor.reply("anna").at("09:00:10").customer().at("09:00:20").reply("anna");
        assertThat(today().firstResponseWithin().total()).isZero();
        assertThat(today().offered()).isZero();
        assertThat(today().responseSeconds().sum()).isEqualTo(10);
    }

    @Test
    void aRunCountsOnceFromItsFirstMessageToTheReply() {
        floor.at("09:00:00")
                .chat("c1")
                .enqueued("sales")
                .accepted("anna")
                .at("09:00:10")
                .customer();
        floor.at("09:00:20")
                .customer()
                .at("09:00:30")
                .reply("anna")
                .at("09:01:00")
                .customer()
                .at("09:02:00")
                .reply("anna");
        WindowFigures today = today();
        assertThat(today.responseSeconds().count()).isEqualTo(2);
        assertThat(today.responseSeconds().sum()).isEqualTo(80);
        assertThat(today.responseWithin()).isEqualTo(new Ratio(1, 2));
    }

    @Test
    void aThankYouOpensNoRun() {
        floor.at("09:00:00")
                .chat("c1")
                .enqueued("sales")
                .customer()
                .accepted("anna")
                .at("09:00:10")
                .reply("anna");
        floor.at("09:00:20").add(floor.next(EventType.MESSAGE_CUSTOMER).expectingNoReply());
        assertThat(now("09:05:00").waitingReply().count()).isZero();
        assertThat(today().responseWithin()).isEqualTo(new Ratio(1, 1));
    }

    @Test
    void aRunOpenAtACloseBeforeItsDeadlineIsLastMessageUnanswered() {
        floor.at("09:00:00")
                .chat("c1")
                .enqueued("sales")
                .customer()
                .accepted("anna")
                .at("09:00:10")
                .reply("anna");
        floor.at("09:01:00").customer().at("09:01:30").closed("resolved");
        WindowFigures today = today();
        assertThat(today.lastMessageUnanswered()).isEqualTo(1);
        assertThat(today.responseWithin()).isEqualTo(new Ratio(1, 1));
    }

    @Test
    void aMissBelongsToTheMinuteOfItsDeadlineAndStaysThere() {
        floor.at("09:00:00")
                .chat("c1")
                .enqueued("sales")
                .customer()
                .accepted("anna")
                .at("09:20:00")
                .reply("anna");
        Board board = boardAt("09:20:30");
        WindowFigures last = board.site(Window.FIVE_MINUTES).site().window();
        assertThat(last.firstResponseWithin()).isEqualTo(new Ratio(0, 0));
        assertThat(last.firstResponseSeconds().count()).isEqualTo(1);
        assertThat(board.site(Window.THIRTY_MINUTES).site().window().firstResponseWithin())
                .isEqualTo(new Ratio(0, 1));
    }

    @Test
    void aDeadlineMissedInTheQueueIsNobodysMissOneMissedInHandIsTheAgents() {
        floor.at("09:00:00")
                .chat("c1")
                .enqueued("sales")
                .customer()
                .at("09:02:00")
                .accepted("anna");
        floor.at("09:02:10").reply("anna");
        assertThat(agent("anna").firstResponseWithin()).isEqualTo(new Ratio(1, 1));
        assertThat(today().firstResponseWithin()).isEqualTo(new Ratio(0, 1));
        floor.at("10:00:00")
                .chat("c2")
                .enqueued("sales")
                .customer()
                .accepted("bert")
                .at("10:00:31");
        floor.add(floor.next(EventType.CONTACT_TRANSFERRED).from("bert").agent("anna"))
                .at("10:00:40")
                .reply("anna");
        assertThat(agent("bert").firstResponseWithin()).isEqualTo(new Ratio(0, 1));
        assertThat(agent("anna").firstResponseWithin()).isEqualTo(new Ratio(2, 2));
    }

    // Legs.

    @Test
    void reportedHandleTimeReplacesTheComputedAndZeroIsNotHandled() {
        floor.at("09:00:00").call("c1").enqueued("sales").accepted("anna").at("09:05:00");
        floor.add(floor.next(EventType.CONTACT_CLOSED).agent("anna").handle(120_000));
        floor.at("09:00:00").call("c2").enqueued("sales").accepted("anna").at("09:05:00");
        floor.add(floor.next(EventType.CONTACT_CLOSED).agent("anna").handle(0));
        assertThat(today().handleSeconds()).isEqualTo(new Mean(120, 1));
    }

    @Test
    void holdCountsOnVoiceAndSnoozeDoesNotOnChat() {
        for (String id : new String[] {"call", "chat"}) {
            floor.at("09:00:00")
                    .contact(id, id.equals("call") ? Channel.VOICE : Channel.CHAT)
                    .enqueued(id);
            floor.accepted("anna").at("09:01:00").add(floor.next(EventType.CONTACT_HELD));
            floor.at("09:02:00")
                    .add(floor.next(EventType.CONTACT_RESUMED))
                    .at("09:03:00")
                    .closed("resolved");
        }
        assertThat(handleOf("call")).isEqualTo(new Mean(180, 1));
        assertThat(handleOf("chat")).isEqualTo(new Mean(120, 1));
    }

    private Mean handleOf(String queue) {
        return Objects.requireNonNull(boardAt("12:00:00").queue(queue).windows().get("today"))
                .handleSeconds();
    }

    @Test
    void aCloseByInactivityEndsTheLegAtItsLastMessage() {
        floor.at("09:00:00")
                .chat("c1")
                .enqueued("sales")
                .customer()
                .accepted("anna")
                .at("09:02:00")
                .reply("anna");
        floor.at("10:00:00").closed("inactivity");
        assertThat(today().handleSeconds()).isEqualTo(new Mean(120, 1));
    }

    @Test
    void wrapUpIsPartOfTheHandleTime() {
        floor.at("09:00:00")
                .call("c1")
                .enqueued("sales")
                .accepted("anna")
                .at("09:01:00")
                .closed("resolved");
        floor.add(floor.next(EventType.CONTACT_WRAPUP_STARTED).agent("anna")).at("09:01:30");
        floor.add(floor.next(EventType.CONTACT_WRAPUP_ENDED).agent("anna"));
        assertThat(today().handleSeconds()).isEqualTo(new Mean(90, 1));
    }

    @Test
    void occupancyIsAtMostAllOfTheTimeAndConcurrencyCountsSideBySide() {
        floor.at("09:00:00").presence("anna", PresenceState.AVAILABLE);
        floor.chat("c1")
                .enqueued("sales")
                .accepted("anna")
                .chat("c2")
                .enqueued("sales")
                .accepted("anna");
        floor.at("09:10:00").chat("c1").closed("resolved").chat("c2").closed("resolved");
        floor.at("09:20:00").presence("anna", PresenceState.OFFLINE);
        assertThat(agent("anna").occupancy()).isEqualTo(new Ratio(600_000, 1_200_000));
        assertThat(agent("anna").concurrency()).isEqualTo(new Ratio(1_200_000, 600_000));
    }

    @Test
    void anAgentWithoutAPresenceFeedIsUnknownAndHasNoOccupancy() {
        floor.at("09:00:00").chat("c1").enqueued("sales").accepted("anna");
        assertThat(agent("anna").occupancy()).isNull();
        assertThat(now("09:01:00").agents()).isEqualTo(new PresenceCounts(0, 0, 0, 0, 0, 1));
    }

    @Test
    void anAgentOfTwoQueuesIsCountedOnceAtTheSite() {
        floor.at("09:00:00").presence("anna", PresenceState.AVAILABLE);
        floor.chat("c1")
                .enqueued("sales")
                .accepted("anna")
                .chat("c2")
                .enqueued("billing")
                .accepted("anna");
        Board board = boardAt("09:01:00");
        PresenceCounts one = new PresenceCounts(1, 0, 0, 0, 0, 0);
        assertThat(board.queue("sales").now().agents()).isEqualTo(one);
        assertThat(board.queue("billing").now().agents()).isEqualTo(one);
        assertThat(board.site(Window.TODAY).site().now().agents()).isEqualTo(one);
    }

    // What follows.

    @Test
    void theLastRatingOfASurveyCountsAndGoesToTheLastAgentBeforeTheClose() {
        floor.at("09:00:00").chat("c1").enqueued("sales").accepted("anna").at("09:01:00");
        floor.add(floor.next(EventType.CONTACT_TRANSFERRED).from("anna").agent("bert"))
                .at("09:02:00")
                .closed("resolved");
        floor.at("09:03:00").add(floor.next(EventType.SURVEY_INVITED));
        floor.at("09:04:00").add(floor.next(EventType.CONTACT_RATED).csat("s1", 2));
        floor.at("09:05:00").add(floor.next(EventType.CONTACT_RATED).csat("s1", 5));
        assertThat(today().csat()).isEqualTo(new Mean(5, 1));
        assertThat(today().participation()).isEqualTo(new Ratio(1, 1));
        assertThat(today().invitation()).isEqualTo(new Ratio(1, 1));
        assertThat(agent("bert").csat()).isEqualTo(new Mean(5, 1));
        assertThat(agent("anna").csat().count()).isZero();
    }

    @Test
    void aRatingOnAnotherScaleIsMappedToOneToFive() {
        floor.at("09:00:00")
                .chat("c1")
                .enqueued("sales")
                .accepted("anna")
                .at("09:02:00")
                .closed("resolved");
        floor.add(floor.next(EventType.CONTACT_RATED).rating("s1", "csat", null, 3, 0, 4));
        assertThat(today().csat()).isEqualTo(new Mean(4, 1));
        assertThat(today().csatRate()).isEqualTo(new Ratio(1, 1));
    }

    @Test
    void aContactExcludedOnAppealLeavesTheScoreOnly() {
        floor.at("09:00:00")
                .chat("c1")
                .enqueued("sales")
                .accepted("anna")
                .at("09:02:00")
                .closed("resolved");
        floor.add(floor.next(EventType.CONTACT_RATED).csat("s1", 1));
        floor.at("09:30:00").add(floor.next(EventType.SCORE_EXCLUDED).exclusion("anna"));
        AgentFigures anna = Objects.requireNonNull(boardAt("12:00:00").agent("anna"));
        assertThat(anna.score().ratings()).isZero();
        assertThat(Objects.requireNonNull(anna.windows().get("today")).csat()).isEqualTo(new Mean(1, 1));
        assertThat(today().csat()).isEqualTo(new Mean(1, 1));
    }

    @Test
    void aContactThatABotEndsAloneIsRobotOnlyAndOneThatGoesOnIsHandedOver() {
        floor.at("09:00:00")
                .chat("c1")
                .customer()
                .add(floor.next(EventType.MESSAGE_AGENT).by(ActorType.BOT));
        floor.at("09:01:00").closed("resolved");
        floor.at("09:00:00")
                .chat("c2")
                .customer()
                .add(floor.next(EventType.MESSAGE_AGENT).by(ActorType.BOT));
        floor.at("09:01:00").enqueued("sales");
        assertThat(today().robotOnly()).isEqualTo(new Ratio(1, 2));
        assertThat(today().handOver()).isEqualTo(new Ratio(1, 2));
    }

    @Test
    void aFollowUpIsInTimeOnlyWhenItIsOnRecordWithinADay() {
        floor.at("09:00:00")
                .chat("c1")
                .enqueued("sales")
                .add(floor.next(EventType.COMPLAINT_OPENED).caseId("k1"));
        floor.at("10:00:00").add(floor.next(EventType.COMPLAINT_FOLLOWED_UP).caseId("k1"));
        floor.at("09:00:00")
                .chat("c2")
                .enqueued("sales")
                .add(floor.next(EventType.COMPLAINT_OPENED).caseId("k2"));
        Board board = boardAt("12:00:00");
        assertThat(board.site(Window.TODAY).site().today().complaints()).isEqualTo(2);
        assertThat(board.site(Window.TODAY).site().today().followUpInTime()).isEqualTo(new Ratio(1, 1));
        board.advance(time("09:00:00") + 86_400_001);
        assertThat(board.site(Window.TODAY).site().today().followUpInTime()).isEqualTo(new Ratio(0, 1));
    }

    @Test
    void aReopenedContactBeginsANewCycleWithItsOwnFirstResponse() {
        floor.at("09:00:00")
                .chat("c1")
                .enqueued("sales")
                .customer()
                .accepted("anna")
                .reply("anna")
                .closed("resolved");
        floor.at("10:00:00").add(floor.next(EventType.CONTACT_REOPENED).cycle(1));
        floor.at("10:00:01").enqueued("sales").customer();
        floor.at("10:00:10").reply("anna");
        WindowFigures today = today();
        assertThat(today.reopened()).isEqualTo(1);
        assertThat(today.firstResponseWithin()).isEqualTo(new Ratio(2, 2));
        assertThat(today.distinctContacts()).isEqualTo(1);
        assertThat(today.offered()).isEqualTo(2);
    }

    // Days.

    @Test
    void aContactThatSpansMidnightCountsOnce() {
        floor.at(time("00:00:00") - 10_000)
                .call("c1")
                .enqueued("sales")
                .at("00:00:10")
                .accepted("anna");
        WindowFigures today = today();
        assertThat(today.offered()).isZero();
        assertThat(today.answered()).isEqualTo(1);
        assertThat(boardAt("00:01:00").site(Window.FIVE_MINUTES).site().window().offered())
                .isEqualTo(1);
    }

    @Test
    void lateEventsForYesterdayLeaveTodayUnchanged() {
        Board board = boardAt("12:00:00");
        floor.at(time("00:00:00") - 3_600_000)
                .call("c1")
                .enqueued("sales")
                .at(time("00:00:00") - 3_590_000)
                .accepted("anna");
        log.feed(board, floor.events());
        WindowFigures today = board.site(Window.TODAY).site().today();
        assertThat(today.offered() + today.answered()).isZero();
    }

    @Test
    void aLateEventForAContactLongGoneFromMemoryChangesFiguresOnce() {
        BoardConfig d = BoardConfig.defaults(Floor.ZONE);
        BoardConfig config = new BoardConfig(
                d.zone(), 0, 30_000, 30_000, 30_000, 5_000, 1, 1, 1, 1, 1, 1, d.score(), d.teamOfAgent(), 10, 10, 0);
        Board board = new Board(config, time("00:00:00"));
        board.advance(time("12:00:00"));
        floor.at("09:00:00")
                .call("c1")
                .enqueued("sales")
                .at("09:00:40")
                .accepted("anna")
                .at("09:05:00")
                .closed("resolved");
        log.feed(board, floor.events());
        floor.at("09:00:20").add(floor.next(EventType.CONTACT_ACCEPTED).agent("bert"));
        log.feed(board, floor.events());
        log.feed(board, floor.events());
        WindowFigures today = board.site(Window.TODAY).site().today();
        assertThat(today.answered()).isEqualTo(1);
        assertThat(today.asaSeconds()).isEqualTo(new Mean(20, 1));
        assertThat(today.serviceLevel()).isEqualTo(new Ratio(1, 1));
    }

    @Test
    void aWindowIsTheRunningMinuteAndTheWholeMinutesBeforeIt() {
        floor.at("09:00:00").call("c1").enqueued("sales");
        Board board = boardAt("09:04:59");
        assertThat(board.site(Window.FIVE_MINUTES).site().window().offered()).isEqualTo(1);
        board.advance(time("09:05:00"));
        assertThat(board.site(Window.FIVE_MINUTES).site().window().offered()).isZero();
    }
}
