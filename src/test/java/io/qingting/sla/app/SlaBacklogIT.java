package io.qingting.sla.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.alert.store.AlertQueries;
import io.qingting.event.domain.EventType;
import io.qingting.fixture.PostgresResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told late, and a leader that is behind: nothing is called that the log heals, and nothing is forgotten. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class SlaBacklogIT extends ClockLine {
    private long earlier;

    @BeforeEach
    void alertsOfBefore() {
        earlier = count("select coalesce(max(alert_id), 0) from alert where $1::text is not null", "any");
    }

    @Test
    void aTargetThatIsToldAfterItsDeadlineWasSweptIsCalledByTheNextSweep() {
        sweep("10:00:00");
        sweep("10:00:01");

        told("09:00:00", EventType.CONTACT_ENQUEUED, "c1");
        sweep("10:00:02");

        assertThat(alertsOf("c1")).containsExactly("targetBreached firing 3572 0");
    }

    @Test
    void aBacklogThatComesPieceByPieceIsNotCalledBeforeItsAnswerIsRead() {
        sweep("10:00:00");
        sweep("10:00:01");
        // A connector was away for an hour. Of what it sends now, the leader has read the begin and not yet the answer.
        told("09:00:00", EventType.CONTACT_ENQUEUED, "c1");
        SqlConnection other = holdLeader();
        get(log.append(List.of(event("09:00:10", EventType.CONTACT_ACCEPTED, "c1", false))));
        sweep("10:00:02");
        sweep("10:00:03");
        assertThat(alertsOf("c1")).isEmpty();

        release(other);
        sweep("10:00:04");

        assertThat(stateOf("c1")).isEqualTo("met");
        assertThat(alertsOf("c1")).isEmpty();
        assertThat(dues()).isZero();
    }

    @Test
    void aBacklogThatIsReadAndUnansweredIsCalledAlsoWhileMoreComesIn() {
        sweep("10:00:00");
        told("09:00:00", EventType.CONTACT_ENQUEUED, "c1");
        SqlConnection other = holdLeader();
        get(log.append(List.of(event("10:00:00", EventType.CONTACT_ENQUEUED, "c2", false))));
        sweep("10:00:01");
        assertThat(alertsOf("c1")).isEmpty();
        release(other);
        other = holdLeader();
        get(log.append(List.of(event("10:00:02", EventType.CONTACT_ENQUEUED, "c3", false))));

        // The leader is behind again, but past all that the log held when it had written the first.
        sweep("10:00:03");

        assertThat(alertsOf("c1")).containsExactly("targetBreached firing 3573 0");
        release(other);
    }

    @Test
    void aBacklogThatIsCaughtUpLateRaisesNoFalseBreachAndTheLagIsAnAlert() {
        told("09:00:00", EventType.CONTACT_ENQUEUED, "c1");
        sweep("09:00:01");
        SqlConnection other = holdLeader();
        get(log.append(List.of(event("09:00:10", EventType.CONTACT_ACCEPTED, "c1", false))));

        sweep("09:00:31");
        sweep("09:00:40");
        assertThat(alertsOf("c1")).isEmpty();
        assertThat(lagAlert()).isEmpty();
        sweep("09:00:42");
        assertThat(lagAlert()).containsExactly("firing");

        release(other);
        sweep("09:00:43");
        assertThat(stateOf("c1")).isEqualTo("met");
        assertThat(alertsOf("c1")).isEmpty();
        assertThat(lagAlert()).containsExactly("resolved");
    }

    @Test
    void theAlertOfALagThatIsResolvedByHandComesBackWhileTheLagLasts() {
        told("09:00:00", EventType.CONTACT_ENQUEUED, "c1");
        sweep("09:00:01");
        SqlConnection other = holdLeader();
        get(log.append(List.of(event("09:00:10", EventType.CONTACT_ACCEPTED, "c1", false))));
        sweep("09:00:31");
        sweep("09:00:42");
        assertThat(lagAlert()).containsExactly("firing");
        Instant by = Instant.ofEpochMilli(at("09:00:45"));
        long alertId = count("select max(alert_id) from alert where cause = $1", "fold:lag");
        get(AlertQueries.resolve(pool, alertId, "admin:first", null, by, by));

        sweep("09:01:00");
        sweep("09:01:44");
        get(newWatch().sweep());
        assertThat(lagAlert()).as("peace for a minute").containsExactly("resolved");
        sweep("09:02:00");
        sweep("09:02:30");

        assertThat(lagAlert()).containsExactly("resolved", "firing");
        assertThat(count(
                        "select count(*) from alert_step join alert using (alert_id) where action = 'cameBack' and cause = $1"
                                + " and alert_id > " + alertId,
                        "fold:lag"))
                .isEqualTo(1);
        release(other);
        sweep("09:02:31");
        assertThat(lagAlert()).containsExactly("resolved", "resolved");
    }

    private List<String> lagAlert() {
        List<String> states = new ArrayList<>();
        get(pool.preparedQuery("select state from alert where cause = 'fold:lag' and alert_id > $1 order by alert_id")
                        .execute(Tuple.of(earlier)))
                .forEach(row -> states.add(row.getString(0)));
        return states;
    }
}
