package io.qingting.sla.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qingting.alert.domain.EscalationStep;
import io.qingting.alert.domain.Severity;
import io.qingting.alert.store.AlertQueries;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.NewEvent;
import io.qingting.fixture.PostgresResource;
import io.qingting.sla.domain.Reach;
import io.qingting.sla.domain.SlaPolicy;
import io.qingting.sla.domain.TargetKind;
import io.qingting.sla.store.TargetStore;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the watch warns of and calls, once, whoever sweeps and whatever dies. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class SlaWatchIT extends ClockLine {
    @Test
    void itWarnsAt20SecondsAndBreachesAfter30EachOnce() {
        told("09:00:00", EventType.CONTACT_ENQUEUED, "c1");
        sweep("09:00:20");
        assertThat(alertsOf("c1")).isEmpty();

        sweep("09:00:20.250");
        assertThat(alertsOf("c1")).containsExactly("targetWarned firing 0 0");
        sweep("09:00:30");
        assertThat(alertsOf("c1")).containsExactly("targetWarned firing 0 0");

        sweep("09:00:30.250");
        sweep("09:00:30.500");
        sweep("09:01:00");
        assertThat(alertsOf("c1")).containsExactly("targetBreached firing 0 0");
        assertThat(count("select count(*) from alert_step join alert using (alert_id) where cause = $1", cause("c1")))
                .isEqualTo(2);
        assertThat(dues()).isZero();
    }

    @Test
    void aBreachCallsWhomItsPolicyNamesStepByStepAndAWarningNobody() {
        SlaPolicy plain = policy(TargetKind.ANSWER, Duration.ofSeconds(10));
        promise(new SlaPolicy(
                plain.policyId(),
                plain.name(),
                plain.kind(),
                plain.queues(),
                plain.channels(),
                plain.segments(),
                plain.promise(),
                0.5,
                Severity.CRITICAL,
                plain.pauses(),
                List.of(
                        new EscalationStep(Duration.ofSeconds(60), "lead"),
                        new EscalationStep(Duration.ofSeconds(180), "boss")),
                null));
        told("09:00:00", EventType.CONTACT_ENQUEUED, "c1");
        told("09:00:00", EventType.CONTACT_ENQUEUED, "other", ",\"queueId\":\"tech\"");
        sweep("09:00:06");
        assertThat(nextStep("c1")).as("a warning").isNull();

        sweep("09:00:31");
        assertThat(nextStep("other")).as("the shipped policy has no steps").isNull();
        Instant lead = Objects.requireNonNull(nextStep("c1"));
        assertThat(escalatedBy(lead.minusMillis(1))).isEmpty();
        assertThat(escalatedBy(lead)).containsExactly("lead");
        assertThat(nextStep("c1")).isEqualTo(lead.plusSeconds(120));
        assertThat(escalatedBy(lead.plusSeconds(120))).containsExactly("lead", "boss");
        assertThat(nextStep("c1")).as("that was the last").isNull();
        assertThat(escalatedBy(lead.plusSeconds(9_999))).containsExactly("lead", "boss");
    }

    private @Nullable Instant nextStep(String contact) {
        OffsetDateTime at = get(pool.preparedQuery("select next_step_at from alert where cause = $1")
                        .execute(Tuple.of(cause(contact))))
                .iterator()
                .next()
                .getOffsetDateTime(0);
        return at == null ? null : at.toInstant();
    }

    /** The duties that c1's alert has called for, by an instant of the machine's time. */
    private List<String> escalatedBy(Instant now) {
        get(pool.withTransaction(tx -> AlertQueries.escalate(tx, now)));
        List<String> duties = new ArrayList<>();
        get(pool.preparedQuery("select n.duty from notice n join alert a using (alert_id)"
                                + " where a.cause = $1 and n.kind = 'escalated' order by n.notice_id")
                        .execute(Tuple.of(cause("c1"))))
                .forEach(row -> duties.add(row.getString(0)));
        return duties;
    }

    @Test
    void anAnswerAtTheDeadlineIsInTimeAndOneAMillisecondLaterIsABreachThatIsOver() {
        told("09:00:00", EventType.CONTACT_ENQUEUED, "intime");
        told("09:00:30", EventType.CONTACT_ACCEPTED, "intime");
        told("09:00:00", EventType.CONTACT_ENQUEUED, "late");
        told("09:00:30.001", EventType.CONTACT_ACCEPTED, "late");

        sweep("09:00:31");

        assertThat(stateOf("intime")).isEqualTo("met");
        assertThat(alertsOf("intime")).isEmpty();
        assertThat(stateOf("late")).isEqualTo("breached");
        assertThat(alertsOf("late")).containsExactly("targetBreached resolved 1 0");
        assertThat(dues()).isZero();
    }

    @Test
    void anAnswerAfterTheBreachResolvesItsAlert() {
        told("09:00:00", EventType.CONTACT_ENQUEUED, "c1");
        sweep("09:00:31");
        told("09:01:00", EventType.CONTACT_ACCEPTED, "c1");

        assertThat(stateOf("c1")).isEqualTo("breached");
        assertThat(alertsOf("c1")).containsExactly("targetBreached resolved 1 0");
    }

    @Test
    void anAnswerInTimeThatIsToldLateTakesTheAlertBackAndANewBreachOpensTheSameAlert() {
        told("09:00:00", EventType.CONTACT_ENQUEUED, "c1");
        sweep("09:00:31");
        told("09:00:10", EventType.CONTACT_ACCEPTED, "c1");
        assertThat(stateOf("c1")).isEqualTo("met");
        assertThat(alertsOf("c1")).containsExactly("targetBreached takenBack 1 0");

        // The customer had come a minute earlier, so 70 s were waited.
        told("08:59:00", EventType.CONTACT_ENQUEUED, "c1");
        sweep("09:02:00");
        assertThat(stateOf("c1")).isEqualTo("breached");
        assertThat(alertsOf("c1")).containsExactly("targetBreached resolved 150 1");
    }

    @Test
    void importedHistorySettlesItsClocksAndAlertsNobody() {
        get(log.append(List.of(
                event("09:00:00", EventType.CONTACT_ENQUEUED, "open", true),
                event("09:00:00", EventType.CONTACT_ENQUEUED, "late", true),
                event("09:00:31", EventType.CONTACT_ACCEPTED, "late", true))));
        folded();
        sweep("09:30:00");

        assertThat(stateOf("late")).isEqualTo("breached");
        assertThat(alertsOf("late")).isEmpty();
        assertThat(alertsOf("open")).isEmpty();
    }

    @Test
    void whatFellDueWhileNobodyWatchedIsCalledAtTheStartWithItsTrueLateness() {
        told("09:00:00", EventType.CONTACT_ENQUEUED, "c1");
        clock.set(at("11:00:30"));

        watch = newWatch();
        sweep("11:00:30");

        assertThat(alertsOf("c1")).containsExactly("targetBreached firing 7200 0");
    }

    @Test
    void ofTwoInstancesOneCallsEachBreach() {
        List<NewEvent> events = IntStream.range(0, 300)
                .mapToObj(i -> event("09:00:00", EventType.CONTACT_ENQUEUED, "c" + i, false))
                .toList();
        get(log.append(events));
        folded();
        SlaWatch other = newWatch();
        clock.set(at("09:00:31"));

        int signals = get(Uni.combine()
                .all()
                .unis(watch.sweep(), other.sweep(), newWatch().sweep())
                .with((a, b, c) -> a + b + c));
        signals += get(watch.sweep()) + get(other.sweep());

        assertThat(signals).isEqualTo(300);
        assertThat(count("select count(*) from alert where source_id = $1", source))
                .isEqualTo(300);
        assertThat(count("select count(*) from alert_step join alert using (alert_id) where source_id = $1", source))
                .isEqualTo(300);
    }

    @Test
    void aSweepThatDiesBeforeItsCommitLeavesTheBreachToTheNext() {
        told("09:00:00", EventType.CONTACT_ENQUEUED, "c1");
        clock.set(at("09:00:31"));
        Reach all = new Reach(at("09:00:31"), Long.MAX_VALUE);
        SqlConnection dying = get(pool.getConnection());
        get(dying.query("begin").execute());
        assertThat(get(TargetStore.claim(dying, Reach.NOWHERE, all, 10_000)))
                .anyMatch(t -> t.contact().sourceId() == source);

        // While the other has it, it is left alone and not forgotten.
        sweep("09:00:32");
        assertThat(alertsOf("c1")).isEmpty();
        get(dying.query("rollback").execute());
        get(dying.close());
        sweep("09:00:33");

        assertThat(alertsOf("c1")).containsExactly("targetBreached firing 3 0");
    }

    @Test
    void aDatabaseThatDoesNotAnswerDoesNotEndTheWatch() {
        told("09:00:00", EventType.CONTACT_ENQUEUED, "c1");
        sweep("09:00:25");
        SqlConnection other = get(pool.getConnection());
        get(other.query("begin").execute());
        get(other.preparedQuery("select 1 from alert where cause = $1 for update")
                .execute(Tuple.of(cause("c1"))));
        watch = new SlaWatch(pool, alerts, books, clock, new Impatient(settings));
        clock.set(at("09:00:31"));

        assertThatThrownBy(() -> get(watch.sweep())).hasMessageContaining("no answer within");

        // The others' promises are watched meanwhile, and what hung is called once, when it is free again.
        told("09:00:00", EventType.CONTACT_ENQUEUED, "c2");
        sweep("09:00:32");
        assertThat(alertsOf("c2")).containsExactly("targetBreached firing 2 0");
        get(other.query("rollback").execute());
        get(other.close());
        Awaitility.await().atMost(LIMIT).until(() -> alertsOf("c1").equals(List.of("targetBreached firing 1 0")));
        assertThat(dues()).isZero();
    }

    @Test
    void aLeaderThatWaitsForOneAlertHoldsNoneThatOthersLockAfterIt() {
        told("09:00:00", EventType.CONTACT_ENQUEUED, "c1");
        told("09:00:00", EventType.CONTACT_ENQUEUED, "c2");
        sweep("09:00:31");
        SqlConnection other = get(pool.getConnection());
        get(other.query("begin").execute());
        get(other.preparedQuery("select 1 from alert where cause = $1 for update")
                .execute(Tuple.of(cause("c1"))));

        // One batch: the breach of c2 is taken back, which comes first, and that of c1 is over.
        get(log.append(List.of(
                event("09:00:10", EventType.CONTACT_ACCEPTED, "c2", false),
                event("09:01:00", EventType.CONTACT_ACCEPTED, "c1", false))));
        Awaitility.await()
                .atMost(LIMIT)
                .until(() ->
                        count("select count(*) from pg_locks where not granted and $1::text is not null", "waits") > 0);
        long free = get(pool.withTransaction(
                tx -> tx.preparedQuery("select 1 from alert where cause = $1 for update skip locked")
                        .execute(Tuple.of(cause("c2")))
                        .map(rows -> (long) rows.size())));
        get(other.query("rollback").execute());
        get(other.close());
        folded();

        assertThat(free)
                .as("who has c2 and wants c1 next would wait for the leader for ever")
                .isEqualTo(1);
        assertThat(alertsOf("c1")).containsExactly("targetBreached resolved 1 0");
        assertThat(alertsOf("c2")).containsExactly("targetBreached takenBack 1 0");
    }

    /** A watch that does not wait long for the database. */
    private record Impatient(SlaSettings others) implements SlaSettings {
        @Override
        public boolean watch() {
            return others.watch();
        }

        @Override
        public Duration sweepEvery() {
            return others.sweepEvery();
        }

        @Override
        public Duration lookAgainAfter() {
            return others.lookAgainAfter();
        }

        @Override
        public int claim() {
            return others.claim();
        }

        @Override
        public Duration callLimit() {
            return Duration.ofMillis(500);
        }

        @Override
        public Duration lagLimit() {
            return others.lagLimit();
        }

        @Override
        public Duration historyAfter() {
            return others.historyAfter();
        }
    }
}
