package io.qingting.sla.domain;

import static io.qingting.fixture.EventBuilder.event;
import static io.qingting.sla.domain.Rules.policy;
import static io.qingting.sla.domain.Rules.rules;
import static io.qingting.sla.domain.Rules.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.Segment;
import io.qingting.kernel.ContactKey;
import io.qingting.sla.domain.Promise.Basis;
import io.qingting.sla.domain.SlaPolicy.Pauses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TargetPlanTest {
    private static final long START = Calendars.at("2026-03-03 09:00");
    private static final String CAUSE = "target:answer:0:0:1:c1";

    private static final SlaBook SIMPLE = rules().seconds("answer", TargetKind.ANSWER, 30)
            .seconds("first", TargetKind.FIRST_RESPONSE, 45)
            .seconds("next", TargetKind.NEXT_RESPONSE, 20)
            .seconds("complaint", TargetKind.COMPLAINT_ANSWER, 60)
            .add(with(
                    policy("vip", TargetKind.ANSWER, new Promise.Elapsed(Duration.ofSeconds(10), Basis.CALENDAR)),
                    Set.of(),
                    Set.of(),
                    Set.of(Segment.VIP)))
            .from(START + 60_000)
            .seconds("answer", TargetKind.ANSWER, 15)
            .book();

    private static final SlaBook WHOLE = rules().seconds("answer", TargetKind.ANSWER, 30)
            .add(with(
                    policy("res", TargetKind.RESOLUTION, new Promise.Elapsed(Duration.ofSeconds(100), Basis.CALENDAR)),
                    new Pauses(true, true)))
            .book();

    private final KeptTargets kept =
            new KeptTargets(rules().seconds("answer", TargetKind.ANSWER, 30).book());

    private static Event told(String id, EventType type, long second) {
        return event(id, type)
                .of("c1")
                .on(Channel.VOICE)
                .queue("sales")
                .agent(type == EventType.CONTACT_ENQUEUED ? null : "amy")
                .at(START + second * 1000)
                .build();
    }

    @Test
    void itWarnsOnceBreachesOnceAndIsOverWithALateAnswer() {
        kept.apply(List.of(told("1", EventType.CONTACT_ENQUEUED, 0)));
        for (int second = 0; second < 60; second++) kept.sweep(START + second * 1000);
        kept.apply(List.of(told("2", EventType.CONTACT_ACCEPTED, 70)));

        assertThat(kept.alerts).containsExactly("warned " + CAUSE, "breached " + CAUSE, "recovered " + CAUSE);
    }

    @Test
    void anAnswerInTimeThatIsToldLateTakesTheBreachBack() {
        kept.apply(List.of(told("1", EventType.CONTACT_ENQUEUED, 0)));
        kept.sweep(START + 40_000);
        kept.apply(List.of(told("2", EventType.CONTACT_ACCEPTED, 10)));
        kept.sweep(START + 90_000);

        assertThat(kept.alerts).containsExactly("breached " + CAUSE, "takenBack " + CAUSE);
    }

    @Test
    void aNewBreachOfTheSameTargetSignalsTheSameCauseAgain() {
        kept.apply(List.of(told("1", EventType.CONTACT_ENQUEUED, 0)));
        kept.sweep(START + 40_000);
        // The customer came earlier than was told first: another deadline, also past.
        kept.apply(List.of(told("0", EventType.CONTACT_ENQUEUED, -5)));
        kept.sweep(START + 41_000);

        assertThat(kept.alerts).containsExactly("breached " + CAUSE, "takenBack " + CAUSE, "breached " + CAUSE);
    }

    @Test
    void anAnswerAfterAWarningEndsItsAlert() {
        kept.apply(List.of(told("1", EventType.CONTACT_ENQUEUED, 0)));
        kept.sweep(START + 25_000);
        kept.apply(List.of(told("2", EventType.CONTACT_ACCEPTED, 26)));
        kept.sweep(START + 90_000);

        assertThat(kept.alerts).containsExactly("warned " + CAUSE, "recovered " + CAUSE);
    }

    @Test
    void aPauseAfterTheWarningEndsItAndTheResumptionWarnsAnew() {
        KeptTargets pausing = new KeptTargets(WHOLE);
        String resolution = "target:resolution:0:0:1:c1";
        pausing.apply(List.of(told("1", EventType.CONTACT_ENQUEUED, 0), told("2", EventType.CONTACT_ACCEPTED, 5)));
        pausing.sweep(START + 70_000);
        pausing.apply(List.of(told("3", EventType.CONTACT_HELD, 80)));
        assertThat(pausing.alerts).containsExactly("warned " + resolution, "recovered " + resolution);
        assertThat(pausing.kept.values()).allMatch(t -> t.dueAt() == SlaTarget.NEVER);

        pausing.apply(List.of(told("4", EventType.CONTACT_RESUMED, 200)));
        pausing.sweep(START + 201_000);
        pausing.sweep(START + 221_000);

        assertThat(pausing.alerts.subList(2, 4)).containsExactly("warned " + resolution, "breached " + resolution);
    }

    @Test
    void aPromiseThatIsPausedBeforeAnybodySawItsWarningDoesNotWarn() {
        KeptTargets pausing = new KeptTargets(WHOLE);
        pausing.apply(List.of(
                told("1", EventType.CONTACT_ENQUEUED, 0),
                told("2", EventType.CONTACT_ACCEPTED, 5),
                told("3", EventType.CONTACT_HELD, 80)));
        pausing.sweep(START + 90_000);

        assertThat(pausing.alerts).isEmpty();
    }

    @Test
    void aWarningOfADeadlineThatALateEventMovesIsOver() {
        kept.apply(List.of(told("1", EventType.CONTACT_ENQUEUED, 10)));
        kept.sweep(START + 31_000);
        kept.apply(List.of(told("0", EventType.CONTACT_ENQUEUED, 5)));
        kept.sweep(START + 32_000);

        assertThat(kept.alerts).containsExactly("warned " + CAUSE, "recovered " + CAUSE, "warned " + CAUSE);
    }

    @Test
    void aBreachThatIsOverBeforeAnybodyLookedIsStillCalledOnce() {
        kept.apply(List.of(told("1", EventType.CONTACT_ENQUEUED, 0), told("2", EventType.CONTACT_ACCEPTED, 31)));
        kept.sweep(START + 40_000);
        kept.sweep(START + 50_000);

        assertThat(kept.alerts).containsExactly("breached " + CAUSE);
    }

    @Test
    void importedHistoryAlertsNobodyUntilSomethingLiveIsTold() {
        SlaTarget open = new Targets(SIMPLE)
                .of(io.qingting.contact.domain.ContactFold.fold(List.of(told("1", EventType.CONTACT_ENQUEUED, 0)))
                        .spans())
                .getFirst();
        assertThat(TargetPlan.dueAt(open, false, false, false)).isEqualTo(SlaTarget.NEVER);
        assertThat(TargetPlan.dueAt(open, true, false, false)).isEqualTo(open.warnAt());
    }

    @Test
    void aLiveEventWakesNoImportedTargetButTheOneItChanges() {
        KeptTargets imported = new KeptTargets(SIMPLE);
        imported.apply(List.of(told("1", EventType.CONTACT_ENQUEUED, 0), told("2", EventType.CONTACT_ACCEPTED, 31)));
        Map<TargetId, StoredTarget> silent = new HashMap<>();
        Map<TargetId, SlaTarget> wanted = new HashMap<>();
        imported.kept.forEach((id, s) -> {
            silent.put(id, new StoredTarget(s.targetId(), s.contact(), s.target(), false, false, false));
            wanted.put(id, s.target());
        });

        assertThat(TargetPlan.of(silent, wanted, new News(Map.of(new ContactKey(1, "c1"), START), 0))
                        .writes())
                .isEmpty();
    }

    private static final long HOUR = 3_600_000;
    private static final String SUGGESTION = "target:suggestionAnswer:0:0:1:c1";

    /** A promise of four hours, told of when so many hours had passed since its start. */
    private static KeptTargets toldLate(long hours) {
        KeptTargets late = new KeptTargets(rules().seconds("suggestion", TargetKind.SUGGESTION_ANSWER, 4 * 3_600)
                .book());
        late.apply(List.of(suggested("1", EventType.SUGGESTION_RECEIVED, 0)), START + hours * HOUR);
        return late;
    }

    private static Event suggested(String id, EventType type, long hour) {
        return event(id, type)
                .of("c1")
                .on(Channel.FORM)
                .caseId("s1")
                .at(START + hour * HOUR)
                .build();
    }

    @Test
    void aSuggestionDeliveredThirtyHoursLateAlertedNobodyThoughItsDeadlineWasStillToCome() {
        KeptTargets late = new KeptTargets(rules().seconds("suggestion", TargetKind.SUGGESTION_ANSWER, 72 * 3_600)
                .book());
        late.apply(List.of(suggested("1", EventType.SUGGESTION_RECEIVED, 0)), START + 30 * HOUR);

        late.sweep(START + 49 * HOUR);
        late.sweep(START + 73 * HOUR);

        assertThat(late.alerts).containsExactly("warned " + SUGGESTION, "breached " + SUGGESTION);
    }

    @Test
    void aPromiseBrokenWhileTheConnectorWasAwayIsABreachUpToADayBack() {
        KeptTargets late = toldLate(28);
        late.sweep(START + 28 * HOUR);
        assertThat(late.alerts).containsExactly("breached " + SUGGESTION);

        KeptTargets history = new KeptTargets(rules().seconds("suggestion", TargetKind.SUGGESTION_ANSWER, 4 * 3_600)
                .book());
        history.apply(List.of(suggested("1", EventType.SUGGESTION_RECEIVED, 0)), START + 28 * HOUR + 1);
        history.sweep(START + 100 * HOUR);
        assertThat(history.alerts).isEmpty();
    }

    @Test
    void whatWasHistoryStaysSilentWhenItIsAnsweredAtLast() {
        KeptTargets history = toldLate(40);
        history.apply(List.of(suggested("2", EventType.SUGGESTION_ANSWERED, 41)), START + 41 * HOUR);
        history.sweep(START + 100 * HOUR);

        assertThat(history.alerts).isEmpty();
        assertThat(history.kept.values())
                .allMatch(stored -> stored.target().state() instanceof SlaTarget.State.Breached);
    }

    @Test
    void historyWhoseDeadlineALiveEventMovesAheadIsWatchedFromThenOn() {
        TargetId id = new TargetId(new ContactKey(1, "c1"), new SlaTarget.Key(TargetKind.ANSWER, 0, 0));
        SlaTarget before = openTarget(START, START + 30_000);
        StoredTarget silent = new StoredTarget(1, id.contact(), before, false, false, false);
        News now = new News(Map.of(id.contact(), START + HOUR), KeptTargets.HISTORY_AFTER);

        assertThat(alerts(silent, openTarget(START - 1, START + 29_999), now)).isFalse();
        assertThat(alerts(silent, openTarget(START + 1, START + 30_001), now)).isTrue();
        assertThat(alerts(silent, openTarget(START + 1, SlaTarget.NEVER), now)).isTrue();
        assertThat(alerts(silent, openTarget(START + 1, START + 30_001), new News(Map.of(), 0)))
                .as("told of by an import alone")
                .isFalse();
    }

    private static boolean alerts(StoredTarget silent, SlaTarget wanted, News news) {
        return TargetPlan.of(Map.of(silent.id(), silent), Map.of(silent.id(), wanted), news)
                .writes()
                .getFirst()
                .alerts();
    }

    private static SlaTarget openTarget(long startedAt, long deadline) {
        return new SlaTarget(
                new SlaTarget.Key(TargetKind.ANSWER, 0, 0),
                "answer",
                1,
                Channel.VOICE,
                "sales",
                null,
                startedAt,
                SlaTarget.NEVER,
                deadline,
                false,
                new SlaTarget.State.Open());
    }

    @Property(tries = 300)
    void anyOrderAnyRepetitionAndAnyBatchesGiveTheSameTargets(@ForAll Random random) {
        check(SIMPLE, random);
    }

    @Property(tries = 300)
    void alsoWhereTargetsDependOnAllOfAContact(@ForAll Random random) {
        check(WHOLE, random);
    }

    private static void check(SlaBook book, Random random) {
        List<Event> events = aFloor(random);
        Set<String> expected = KeptTargets.recomputed(book, events);
        List<Event> arriving = new ArrayList<>(events);
        for (int i = random.nextInt(10); i > 0; i--) arriving.add(events.get(random.nextInt(events.size())));
        Collections.shuffle(arriving, random);
        KeptTargets kept = new KeptTargets(book);
        Set<String> seen = new HashSet<>();
        for (int from = 0; from < arriving.size(); ) {
            int to = Math.min(arriving.size(), from + 1 + random.nextInt(7));
            // The log holds an identity once.
            List<Event> batch = arriving.subList(from, to).stream()
                    .filter(e -> seen.add(e.contactId() + e.id()))
                    .toList();
            if (!batch.isEmpty()) kept.apply(batch);
            kept.sweep(START + random.nextInt(300) * 1000L);
            from = to;
        }

        assertThat(kept.targets()).isEqualTo(expected);
        assertThat(expected).isNotEmpty();
        // What stands as breached was called and not taken back; what was met or cancelled is not called any more.
        kept.sweep(START + 10_000_000);
        for (StoredTarget stored : kept.kept.values()) {
            boolean breached = stored.target().isBreachedAt(START + 10_000_000);
            assertThat(stored.raised()).as(stored.toString()).isEqualTo(breached);
            String cause = stored.id().cause().key();
            long called = kept.alerts.stream()
                    .filter(a -> a.equals("breached " + cause))
                    .count();
            long back = kept.alerts.stream()
                    .filter(a -> a.equals("takenBack " + cause))
                    .count();
            assertThat(called - back).as(cause + " " + kept.alerts).isLessThanOrEqualTo(breached ? 1 : 0);
        }
    }

    private static List<Event> aFloor(Random random) {
        EventType[] types = {
            EventType.CONTACT_ENQUEUED,
            EventType.CONTACT_ENQUEUED,
            EventType.CONTACT_ACCEPTED,
            EventType.MESSAGE_CUSTOMER,
            EventType.MESSAGE_AGENT,
            EventType.CONTACT_HELD,
            EventType.CONTACT_RESUMED,
            EventType.CONTACT_TRANSFERRED,
            EventType.CONTACT_ABANDONED,
            EventType.CONTACT_CLOSED,
            EventType.CONTACT_REOPENED,
            EventType.COMPLAINT_OPENED,
            EventType.COMPLAINT_ANSWERED
        };
        List<Event> events = new ArrayList<>();
        for (int c = 0; c < 4; c++) {
            Channel channel = random.nextBoolean() ? Channel.CHAT : Channel.VOICE;
            events.add(event("start", EventType.CONTACT_ENQUEUED)
                    .of("c" + c)
                    .on(channel)
                    .queue("q" + random.nextInt(2))
                    .at(START + random.nextInt(20) * 1000L)
                    .build());
            for (int i = random.nextInt(9); i > 0; i--) {
                EventType type = types[random.nextInt(types.length)];
                boolean byAgent = type != EventType.CONTACT_ENQUEUED && type != EventType.MESSAGE_CUSTOMER;
                var builder = event("e" + i, type)
                        .of("c" + c)
                        .on(channel)
                        .at(START + random.nextInt(200) * 1000L)
                        .queue("q" + random.nextInt(3));
                if (byAgent) builder.agent(random.nextBoolean() ? "amy" : "bob");
                if (random.nextInt(6) == 0) builder.segment(Segment.VIP);
                if (type == EventType.COMPLAINT_OPENED || type == EventType.COMPLAINT_ANSWERED)
                    builder.caseId("k" + random.nextInt(2));
                events.add(builder.build());
            }
        }
        return events;
    }
}
