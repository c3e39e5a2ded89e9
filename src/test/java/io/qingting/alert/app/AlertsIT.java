package io.qingting.alert.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.alert.domain.Cause;
import io.qingting.alert.domain.EscalationStep;
import io.qingting.alert.domain.Severity;
import io.qingting.alert.domain.Signal;
import io.qingting.alert.domain.Subject;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.ContactKey;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Alerts begin and end with the transaction of whoever noticed them. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class AlertsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Instant AT = Instant.parse("2026-03-02T09:00:00Z");

    @Inject
    Alerts alerts;

    @Inject
    Pool pool;

    private final String queue = "q-" + NewEvents.newId();
    private final ContactKey contact = new ContactKey(7, NewEvents.newId());

    @Test
    void aCauseIsOneAlertHoweverOftenItIsSeen() {
        inTransaction(tx -> alerts.raise(tx, List.of(breached(contact), breached(contact)), AT));
        inTransaction(tx -> alerts.raise(tx, List.of(breached(contact)), AT.plusSeconds(1)));

        assertThat(alertsOf(contact)).containsExactly("targetBreached 2 firing 0");
        assertThat(steps(contact)).containsExactly("raised");
        assertThat(notices(contact)).containsExactly("raised new");
    }

    @Test
    void manyInstancesThatSeeOneCauseAtOnceRaiseItOnce() {
        List<ContactKey> contacts = IntStream.range(0, 40)
                .mapToObj(i -> new ContactKey(7, NewEvents.newId()))
                .toList();
        List<Uni<Void>> all = new ArrayList<>();
        for (int seed = 0; seed < 8; seed++) {
            List<Signal> signals = new ArrayList<>();
            contacts.forEach(each -> signals.add(breached(each)));
            Collections.shuffle(signals, new Random(seed));
            all.add(pool.withTransaction(tx -> alerts.raise(tx, signals, AT)));
        }
        Uni.join().all(all).andFailFast().await().atMost(LIMIT);

        for (ContactKey each : contacts) {
            assertThat(alertsOf(each)).hasSize(1);
            assertThat(steps(each)).containsExactly("raised");
            assertThat(notices(each)).containsExactly("raised new");
        }
    }

    @Test
    void aTransactionThatFailsRaisesNothing() {
        Uni<Void> failing = pool.withTransaction(tx -> alerts.raise(tx, List.of(breached(contact)), AT)
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("on purpose"))));
        assertThat(failing.onFailure().recoverWithNull().await().atMost(LIMIT)).isNull();

        assertThat(alertsOf(contact)).isEmpty();
        assertThat(notices(contact)).isEmpty();
    }

    @Test
    void aWarningThatBecomesABreachIsTheSameAlertGrownWorse() {
        inTransaction(tx -> alerts.raise(tx, List.of(warned(contact)), AT));
        inTransaction(tx -> alerts.raise(tx, List.of(breached(contact)), AT));
        inTransaction(tx -> alerts.raise(tx, List.of(warned(contact)), AT));

        assertThat(alertsOf(contact)).containsExactly("targetBreached 2 firing 0");
        assertThat(steps(contact)).containsExactly("raised", "worsened");
        assertThat(notices(contact)).containsExactly("raised new", "worsened new");
    }

    @Test
    void anAlertThatNobodyWasToldOfEndsWithoutAMessage() {
        inTransaction(tx -> alerts.raise(tx, List.of(breached(contact)), AT));
        inTransaction(tx -> alerts.recover(tx, List.of(cause(contact)), AT.plusSeconds(5)));
        inTransaction(tx -> alerts.recover(tx, List.of(cause(contact)), AT.plusSeconds(6)));

        assertThat(alertsOf(contact)).containsExactly("targetBreached 2 resolved 0");
        assertThat(steps(contact)).containsExactly("raised", "resolved");
        assertThat(notices(contact)).containsExactly("raised new");
    }

    @Test
    void aRecoveryIsToldToThoseWhoWereTold() {
        inTransaction(tx -> alerts.raise(tx, List.of(breached(contact)), AT));
        told(contact);
        inTransaction(tx -> alerts.recover(tx, List.of(cause(contact)), AT.plusSeconds(5)));

        assertThat(notices(contact)).containsExactly("raised routed", "recovered new");
    }

    @Test
    void whatWasNotToldIsTakenBackSilently() {
        inTransaction(tx -> alerts.raise(tx, List.of(breached(contact)), AT));
        inTransaction(tx -> alerts.takeBack(tx, List.of(cause(contact)), AT.plusSeconds(5)));

        assertThat(alertsOf(contact)).containsExactly("targetBreached 2 takenBack 0");
        assertThat(notices(contact)).containsExactly("raised dropped");
    }

    @Test
    void whatWasToldIsCorrectedOnceAndANewBreachReopensTheSameAlert() {
        inTransaction(tx -> alerts.raise(tx, List.of(breached(contact)), AT));
        told(contact);
        inTransaction(tx -> alerts.takeBack(tx, List.of(cause(contact)), AT.plusSeconds(5)));
        inTransaction(tx -> alerts.takeBack(tx, List.of(cause(contact)), AT.plusSeconds(5)));
        assertThat(notices(contact)).containsExactly("raised routed", "corrected new");

        inTransaction(tx -> alerts.raise(tx, List.of(breached(contact)), AT.plusSeconds(9)));

        assertThat(alertsOf(contact)).containsExactly("targetBreached 2 firing 1");
        assertThat(steps(contact)).containsExactly("raised", "takenBack", "reopened");
        assertThat(notices(contact)).containsExactly("raised routed", "corrected dropped", "reopened new");
    }

    @Test
    void anAlertThatEndedMayStillBeTakenBack() {
        inTransaction(tx -> alerts.raise(tx, List.of(breached(contact)), AT));
        inTransaction(tx -> alerts.recover(tx, List.of(cause(contact)), AT.plusSeconds(5)));
        inTransaction(tx -> alerts.takeBack(tx, List.of(cause(contact)), AT.plusSeconds(7)));

        assertThat(alertsOf(contact)).containsExactly("targetBreached 2 takenBack 0");
    }

    @Test
    void aFigureThatGoesOffAgainIsAnotherAlert() {
        Signal off = new Signal.FigureOff(
                Cause.ofFigure("longest-wait", queue),
                Severity.CRITICAL,
                Subject.ofQueue(queue),
                "longest wait",
                "longestWaitSeconds",
                140,
                120,
                0,
                null,
                null,
                AT,
                false,
                false,
                List.of());
        inTransaction(tx -> alerts.raise(tx, List.of(off), AT));
        inTransaction(tx -> alerts.recover(tx, List.of(off.cause()), AT.plusSeconds(60)));
        inTransaction(tx -> alerts.raise(tx, List.of(off), AT.plusSeconds(90)));

        assertThat(texts("select state from alert where queue_id = $1 order by alert_id", Tuple.of(queue)))
                .containsExactly("resolved", "firing");
    }

    @Test
    void theFirstStepOfAnEscalationIsPlannedFromTheMachinesTime() {
        inTransaction(tx -> alerts.raise(tx, List.of(breached(contact)), AT));

        assertThat(texts(
                        "select extract(epoch from next_step_at - fired_at)::int::text from alert"
                                + " where source_id = 7 and contact_id = $1",
                        Tuple.of(contact.contactId())))
                .containsExactly("300");
    }

    @Test
    void transactionsThatChangeTheSameAlertsInOtherOrdersDoNotDeadlock() {
        ContactKey other = new ContactKey(7, NewEvents.newId());
        List<Signal> both = List.of(breached(contact), breached(other));
        Cause one = both.get(0).cause();
        Cause two = both.get(1).cause();
        for (int round = 0; round < 30; round++) {
            inTransaction(tx -> alerts.raise(tx, both, AT));
            together(
                    tx -> alerts.lock(tx, List.of(one, two))
                            .chain(() -> alerts.takeBack(tx, List.of(two), AT))
                            .chain(() -> alerts.recover(tx, List.of(one), AT)),
                    tx -> alerts.lock(tx, List.of(two, one))
                            .chain(() -> alerts.takeBack(tx, List.of(one), AT))
                            .chain(() -> alerts.recover(tx, List.of(two), AT)));
            // One is open, the other has to be opened again: both are needed, whatever the order.
            Signal open = both.get(round % 2);
            inTransaction(tx -> alerts.raise(tx, List.of(open), AT));
            together(tx -> alerts.raise(tx, both, AT), tx -> alerts.takeBack(tx, List.of(one, two), AT));
        }
    }

    private void together(Function<SqlConnection, Uni<Void>> some, Function<SqlConnection, Uni<Void>> others) {
        Uni.join()
                .all(pool.withTransaction(some), pool.withTransaction(others))
                .andFailFast()
                .await()
                .atMost(LIMIT);
    }

    private Signal warned(ContactKey of) {
        return new Signal.TargetWarned(
                cause(of),
                Severity.WARNING,
                Subject.ofContact(of, queue, false, false),
                "answer",
                AT,
                AT.plusSeconds(10),
                List.of());
    }

    private Signal breached(ContactKey of) {
        return new Signal.TargetBreached(
                cause(of),
                Severity.CRITICAL,
                Subject.ofContact(of, queue, false, false),
                "answer",
                AT,
                Duration.ofMillis(120),
                List.of(new EscalationStep(Duration.ofMinutes(5), "lead")));
    }

    private static Cause cause(ContactKey of) {
        return Cause.ofTarget(of, "answer", 0, 0);
    }

    private void told(ContactKey of) {
        pool.preparedQuery("""
                        with told as (
                            update alert set told_at = fired_at where source_id = 7 and contact_id = $1 returning alert_id
                        )
                        update notice n set state = 'routed' from told t where n.alert_id = t.alert_id
                        """).execute(Tuple.of(of.contactId())).await().atMost(LIMIT);
    }

    private void inTransaction(Function<SqlConnection, Uni<Void>> work) {
        pool.withTransaction(work).await().atMost(LIMIT);
    }

    private List<String> alertsOf(ContactKey of) {
        return texts("""
                select kind || ' ' || severity || ' ' || state || ' ' || reopened from alert
                where source_id = 7 and contact_id = $1 order by alert_id
                """, Tuple.of(of.contactId()));
    }

    private List<String> steps(ContactKey of) {
        return texts("""
                select action from alert_step join alert using (alert_id)
                where source_id = 7 and contact_id = $1 order by step_id
                """, Tuple.of(of.contactId()));
    }

    private List<String> notices(ContactKey of) {
        return texts("""
                select notice.kind || ' ' || notice.state from notice join alert using (alert_id)
                where source_id = 7 and contact_id = $1 order by notice_id
                """, Tuple.of(of.contactId()));
    }

    private List<String> texts(String sql, Tuple arguments) {
        return pool.preparedQuery(sql)
                .execute(arguments)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .toList())
                .await()
                .atMost(LIMIT);
    }
}
