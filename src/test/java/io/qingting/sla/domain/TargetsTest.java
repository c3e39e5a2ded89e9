package io.qingting.sla.domain;

import static io.qingting.fixture.EventBuilder.event;
import static io.qingting.sla.domain.Calendars.at;
import static io.qingting.sla.domain.Calendars.text;
import static io.qingting.sla.domain.Calendars.window;
import static io.qingting.sla.domain.Rules.policy;
import static io.qingting.sla.domain.Rules.rules;
import static io.qingting.sla.domain.Rules.with;
import static io.qingting.sla.domain.TargetKind.ANSWER;
import static io.qingting.sla.domain.TargetKind.COMPLAINT_ANSWER;
import static io.qingting.sla.domain.TargetKind.COMPLAINT_FOLLOW_UP;
import static io.qingting.sla.domain.TargetKind.FIRST_RESPONSE;
import static io.qingting.sla.domain.TargetKind.NEXT_RESPONSE;
import static io.qingting.sla.domain.TargetKind.RESOLUTION;
import static io.qingting.sla.domain.TargetKind.SUGGESTION_ANSWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qingting.contact.domain.ContactFold;
import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.Segment;
import io.qingting.fixture.EventBuilder;
import io.qingting.sla.domain.Promise.Basis;
import io.qingting.sla.domain.SlaPolicy.Pauses;
import io.qingting.sla.domain.SlaPolicy.Start;
import io.qingting.sla.domain.SlaTarget.State;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Push at a time, expect at a time: what targets follow from the events of one contact. */
class TargetsTest {
    private static final String DAY = "2026-03-03 ";

    private final List<Event> events = new ArrayList<>();
    private Channel channel = Channel.VOICE;

    private EventBuilder next(String time, EventType type) {
        String instant = time.length() > 12 ? time : DAY + time;
        return event("e" + events.size(), type).of("c1").on(channel).at(at(instant));
    }

    private TargetsTest told(EventBuilder event) {
        events.add(event.build());
        return this;
    }

    private TargetsTest told(String time, EventType type) {
        return told(next(time, type).queue("sales").agent(type == EventType.CONTACT_ENQUEUED ? null : "amy"));
    }

    private TargetsTest told(String time, EventType type, String caseId) {
        return told(next(time, type).caseId(caseId));
    }

    private List<SlaTarget> targets(SlaBook book) {
        return new Targets(book).of(ContactFold.fold(events).spans());
    }

    private SlaTarget only(SlaBook book) {
        List<SlaTarget> all = targets(book);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static final SlaBook ANSWER_30_S =
            rules().seconds("answer", ANSWER, 30).book();

    @Test
    void answeringAtTheDeadlineMeetsTheTarget() {
        told("09:00:00", EventType.CONTACT_ENQUEUED).told("09:00:30", EventType.CONTACT_ACCEPTED);

        assertThat(only(ANSWER_30_S).state()).isEqualTo(new State.Met(at(DAY + "09:00:30")));
    }

    @Test
    void answeringAMillisecondLaterIsABreachAtTheDeadline() {
        told("09:00:00", EventType.CONTACT_ENQUEUED).told("09:00:30.001", EventType.CONTACT_ACCEPTED);

        SlaTarget target = only(ANSWER_30_S);
        assertThat(target.state()).isInstanceOf(State.Breached.class);
        assertThat(target.latenessMillis()).isEqualTo(1);
        assertThat(text(target.deadline())).isEqualTo("2026-03-03 09:00:30");
    }

    @Test
    void itWarnsAtTwoThirdsAndIsBreachedOnlyAfterItsDeadline() {
        told("09:00:00", EventType.CONTACT_ENQUEUED);

        SlaTarget target = only(ANSWER_30_S);
        assertThat(target.warnAt()).isEqualTo(at(DAY + "09:00:20"));
        assertThat(target.isBreachedAt(at(DAY + "09:00:30"))).isFalse();
        assertThat(target.isBreachedAt(at(DAY + "09:00:30.001"))).isTrue();
    }

    @Test
    void whoLeavesInTimeCancelsAndWhoLeavesTooLateLeavesABreach() {
        told("09:00:00", EventType.CONTACT_ENQUEUED).told("09:00:30", EventType.CONTACT_ABANDONED);
        assertThat(only(ANSWER_30_S).state()).isInstanceOf(State.Cancelled.class);

        events.clear();
        told("09:00:00", EventType.CONTACT_ENQUEUED).told("09:00:31", EventType.CONTACT_ABANDONED);
        assertThat(only(ANSWER_30_S).latenessMillis()).isEqualTo(1000);
    }

    @Test
    void aLateEventOfAnAnswerInTimeHealsTheBreach() {
        told("09:00:00", EventType.CONTACT_ENQUEUED).told("09:05:00", EventType.CONTACT_CLOSED);
        assertThat(only(ANSWER_30_S).state()).isInstanceOf(State.Breached.class);

        told("09:00:10", EventType.CONTACT_ACCEPTED);
        assertThat(only(ANSWER_30_S).state()).isInstanceOf(State.Met.class);
    }

    @Test
    void aTransferStartsAClockOfItsOwnByTheOtherQueuesPolicy() {
        SlaBook book = rules().seconds("answer", ANSWER, 30)
                .add(with(
                        policy("fast", ANSWER, new Promise.Elapsed(Duration.ofSeconds(5), Basis.CALENDAR)),
                        Set.of("billing"),
                        Set.of(),
                        Set.of()))
                .book();
        told("09:00:00", EventType.CONTACT_ENQUEUED)
                .told(next("09:00:10", EventType.CONTACT_TRANSFERRED).queue("billing"))
                .told(next("09:00:16", EventType.CONTACT_ACCEPTED)
                        .queue("billing")
                        .agent("bob"));

        assertThat(targets(book))
                .extracting(SlaTarget::policyId, t -> t.state().getClass().getSimpleName())
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("answer", "Cancelled"),
                        org.assertj.core.groups.Tuple.tuple("fast", "Breached"));
    }

    @Test
    void theSegmentKnownAtTheStartDecidesNotWhatIsLearntLater() {
        SlaBook book = rules().seconds("answer", ANSWER, 30)
                .add(with(
                        policy("vip", ANSWER, new Promise.Elapsed(Duration.ofSeconds(10), Basis.CALENDAR)),
                        Set.of(),
                        Set.of(),
                        Set.of(Segment.VIP)))
                .book();
        told("09:00:00", EventType.CONTACT_ENQUEUED)
                .told(next("09:00:05", EventType.CONTACT_ACCEPTED).agent("amy").segment(Segment.VIP));
        assertThat(only(book).policyId()).isEqualTo("answer");

        events.clear();
        told(next("08:59:59", EventType.CONTACT_OFFERED).segment(Segment.VIP))
                .told("09:00:00", EventType.CONTACT_ENQUEUED)
                .told(next("09:00:05", EventType.CONTACT_ACCEPTED).agent("amy").segment(Segment.OTHER));
        assertThat(only(book).policyId()).isEqualTo("vip");
    }

    @Test
    void aQueueCountsMoreThanSegmentAndChannelAndThePolicySaysWhy() {
        Promise promise = new Promise.Elapsed(Duration.ofSeconds(10), Basis.CALENDAR);
        SlaRules latest = rules().add(policy("all", ANSWER, promise))
                .add(with(policy("both", ANSWER, promise), Set.of(), Set.of(Channel.VOICE), Set.of(Segment.VIP)))
                .add(with(policy("queue", ANSWER, promise), Set.of("sales"), Set.of(), Set.of()))
                .add(with(policy("other", ANSWER, promise), Set.of("tech"), Set.of(), Set.of()))
                .book()
                .latest();
        Start start = new Start(ANSWER, Channel.VOICE, "sales", Segment.VIP);

        assertThat(latest.choose(start)).extracting(SlaPolicy::policyId).isEqualTo("queue");
        assertThat(latest.explain(start))
                .extracting(c -> c.policy().policyId(), SlaRules.Candidate::chosen)
                .startsWith(org.assertj.core.groups.Tuple.tuple("queue", true))
                .hasSize(4);
        assertThat(latest.explain(start))
                .filteredOn(c -> c.policy().policyId().equals("other"))
                .allMatch(c -> c.reason().contains("not meant for the queue sales"));
    }

    @Test
    void aPolicyThatPromisesNothingSwitchesAWiderOneOff() {
        SlaBook book = rules().seconds("answer", ANSWER, 30)
                .add(with(
                        new SlaPolicy(
                                "off",
                                "off",
                                ANSWER,
                                Set.of(),
                                Set.of(),
                                Set.of(),
                                null,
                                0,
                                io.qingting.alert.domain.Severity.INFO,
                                Pauses.NONE,
                                List.of(),
                                null),
                        Set.of("sales"),
                        Set.of(),
                        Set.of()))
                .book();
        told("09:00:00", EventType.CONTACT_ENQUEUED);

        assertThat(targets(book)).isEmpty();
    }

    @Test
    void aChangeActsOnWhatStartsFromThenOnAndThePastKeepsItsVersion() {
        SlaBook book = rules().seconds("answer", ANSWER, 30)
                .from(at(DAY + "09:00:10"))
                .seconds("answer", ANSWER, 5)
                .book();
        told("09:00:00", EventType.CONTACT_ENQUEUED)
                .told(next("09:00:20", EventType.CONTACT_ENQUEUED).queue("billing"))
                .told(next("09:00:26", EventType.CONTACT_ACCEPTED).agent("bob"));

        assertThat(targets(book))
                .extracting(SlaTarget::version, t -> text(t.deadline()))
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(1L, "2026-03-03 09:00:30"),
                        org.assertj.core.groups.Tuple.tuple(2L, "2026-03-03 09:00:25"));
        // In force from that very instant on.
        assertThat(book.at(at(DAY + "09:00:10")).version()).isEqualTo(2);
        assertThat(book.at(at(DAY + "09:00:09.999")).version()).isEqualTo(1);
    }

    @Test
    void onlyAHumanReplyStopsTheFirstResponse() {
        channel = Channel.CHAT;
        SlaBook book = rules().seconds("first", FIRST_RESPONSE, 30).book();
        told("09:00:00", EventType.CONTACT_ENQUEUED)
                .told(next("09:00:05", EventType.MESSAGE_CUSTOMER))
                .told(next("09:00:10", EventType.MESSAGE_AGENT).agent("amy").asTemplate());
        assertThat(only(book).state()).isInstanceOf(State.Open.class);
        assertThat(text(only(book).deadline())).isEqualTo("2026-03-03 09:00:35");

        told("09:00:35", EventType.MESSAGE_AGENT);
        assertThat(only(book).state()).isInstanceOf(State.Met.class);
    }

    @Test
    void eachRunHasItsOwnNextResponse() {
        channel = Channel.CHAT;
        SlaBook book = rules().seconds("next", NEXT_RESPONSE, 60).book();
        told("09:00:00", EventType.CONTACT_ENQUEUED)
                .told("09:00:10", EventType.CONTACT_ACCEPTED)
                .told(next("09:01:00", EventType.MESSAGE_CUSTOMER))
                .told("09:02:00", EventType.MESSAGE_AGENT)
                .told(next("09:03:00", EventType.MESSAGE_CUSTOMER))
                .told(next("09:03:30", EventType.MESSAGE_CUSTOMER))
                .told("09:04:01", EventType.MESSAGE_AGENT);

        assertThat(targets(book))
                .extracting(t -> t.key().ordinal(), t -> t.state().getClass().getSimpleName())
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(0, "Met"),
                        org.assertj.core.groups.Tuple.tuple(1, "Breached"));
    }

    private static SlaBook resolution(Pauses pauses) {
        return rules().add(with(
                        policy("res", RESOLUTION, new Promise.Elapsed(Duration.ofMinutes(10), Basis.CALENDAR)), pauses))
                .book();
    }

    @Test
    void aHoldStopsTheClockUntilItIsResumed() {
        channel = Channel.TICKET;
        SlaBook book = resolution(new Pauses(false, true));
        told("09:00:00", EventType.CONTACT_ENQUEUED)
                .told("09:01:00", EventType.CONTACT_ACCEPTED)
                .told("09:04:00", EventType.CONTACT_HELD);
        assertThat(only(book).deadline()).isEqualTo(SlaTarget.NEVER);

        told("09:34:00", EventType.CONTACT_RESUMED);
        assertThat(text(only(book).deadline())).isEqualTo("2026-03-03 09:40");
        assertThat(text(only(book).warnAt())).isEqualTo("2026-03-03 09:36:40");

        told("09:40:00", EventType.CONTACT_CLOSED);
        assertThat(only(book).state()).isInstanceOf(State.Met.class);
        assertThat(resolution(Pauses.NONE))
                .satisfies(other -> assertThat(only(other).state()).isInstanceOf(State.Breached.class));
    }

    @Test
    void aHoldAfterTheDeadlineChangesNothing() {
        channel = Channel.TICKET;
        told("09:00:00", EventType.CONTACT_ENQUEUED)
                .told("09:01:00", EventType.CONTACT_ACCEPTED)
                .told("09:20:00", EventType.CONTACT_HELD);

        assertThat(text(only(resolution(new Pauses(true, true))).deadline())).isEqualTo("2026-03-03 09:10");
    }

    @Test
    void whileTheCustomerIsToAnswerTheClockStandsStill() {
        channel = Channel.CHAT;
        SlaBook book = resolution(new Pauses(true, false));
        told("09:00:00", EventType.CONTACT_ENQUEUED)
                .told(next("09:00:00", EventType.MESSAGE_CUSTOMER))
                .told("09:02:00", EventType.MESSAGE_AGENT);
        assertThat(only(book).deadline()).isEqualTo(SlaTarget.NEVER);

        told(next("10:00:00", EventType.MESSAGE_CUSTOMER));
        assertThat(text(only(book).deadline())).isEqualTo("2026-03-03 10:08");
    }

    @Test
    void aReopenedContactHasAResolutionOfItsOwn() {
        SlaBook book = resolution(Pauses.NONE);
        told("09:00:00", EventType.CONTACT_ENQUEUED)
                .told("09:00:10", EventType.CONTACT_ACCEPTED)
                .told("09:05:00", EventType.CONTACT_CLOSED)
                .told(next("09:20:00", EventType.CONTACT_REOPENED).cycle(1));

        assertThat(targets(book))
                .extracting(
                        t -> t.key().cycle(),
                        t -> text(t.deadline()),
                        t -> t.state().getClass().getSimpleName())
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(0, "2026-03-03 09:10", "Met"),
                        org.assertj.core.groups.Tuple.tuple(1, "2026-03-03 09:30", "Open"));
    }

    @Test
    void aComplaintIsAnsweredInBusinessTimeOverNightHolidayAndMakeUpWorkday() {
        SlaBook book = rules().business("answer", COMPLAINT_ANSWER, Duration.ofHours(2))
                .book();
        told("2026-03-03 17:30:00", EventType.COMPLAINT_OPENED, "k1");
        assertThat(text(only(book).deadline())).isEqualTo("2026-03-04 10:30");

        events.clear();
        // The last working day before the Spring Festival is a Saturday that is worked.
        told("2026-02-13 17:00:00", EventType.COMPLAINT_OPENED, "k1");
        assertThat(text(only(book).deadline())).isEqualTo("2026-02-14 10:00");

        events.clear();
        told("2026-02-14 17:00:00", EventType.COMPLAINT_OPENED, "k1");
        assertThat(text(only(book).deadline())).isEqualTo("2026-02-24 10:00");
    }

    @Test
    void aMessageIsNoFollowUp() {
        channel = Channel.CHAT;
        SlaBook book = rules().seconds("follow", COMPLAINT_FOLLOW_UP, 86_400).book();
        told("2026-03-03 10:00:00", EventType.COMPLAINT_OPENED, "k1")
                .told("2026-03-03 11:00:00", EventType.MESSAGE_AGENT);
        assertThat(only(book).state()).isInstanceOf(State.Open.class);

        told("2026-03-04 10:00:00", EventType.COMPLAINT_FOLLOWED_UP, "k1");
        assertThat(only(book).state()).isInstanceOf(State.Met.class);
    }

    @Test
    void aSuggestionIsAnsweredByTheCloseOfTheThirdWorkingDayAndBeyondTheKnownYearsProvisionally() {
        SlaBook book = rules().workingDays("suggest", SUGGESTION_ANSWER, 3).book();
        told("2026-03-05 23:00:00", EventType.SUGGESTION_RECEIVED, "s1");
        assertThat(text(only(book).deadline())).isEqualTo("2026-03-10 18:00");
        assertThat(only(book).provisional()).isFalse();

        events.clear();
        told("2026-12-30 10:00:00", EventType.SUGGESTION_RECEIVED, "s1");
        assertThat(only(book).provisional()).isTrue();
    }

    @Test
    void aNightShiftsPromiseHoldsOverAChangeOfClocks() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        SlaBook book = rules(Calendars.of(berlin, Calendars.everyDay(window("22:00", "06:00")), null))
                .business("answer", ANSWER, Duration.ofHours(5))
                .book();
        events.add(event("e", EventType.CONTACT_ENQUEUED)
                .of("c1")
                .on(Channel.TICKET)
                .at(at(berlin, "2026-03-28 20:00"))
                .queue("sales")
                .build());

        // From 22:00, five hours that really pass: one of them does not exist.
        assertThat(only(book).deadline()).isEqualTo(at(berlin, "2026-03-29 04:00"));
    }

    @Test
    void rulesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> with(policy("a", ANSWER, new Promise.WorkingDays(1)), new Pauses(false, true)))
                .hasMessageContaining("working days");
        assertThatThrownBy(() -> with(
                        policy("a", ANSWER, new Promise.Elapsed(Duration.ofSeconds(1), Basis.CALENDAR)),
                        new Pauses(false, true)))
                .hasMessageContaining("cannot pause");
        assertThatThrownBy(() -> new Promise.Elapsed(Duration.ZERO, Basis.CALENDAR))
                .hasMessageContaining("no time");
    }
}
