package io.qingting.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.qingting.event.app.LogUnavailableException;
import io.qingting.event.app.ScriptedLog;
import io.qingting.event.domain.AppendOutcome;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.NewEvent;
import io.qingting.kernel.MachineClock;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private final ScriptedLog log = new ScriptedLog();
    private final GroupCommit commits = commits(log);

    /** One append at a time of at most 4 events, room for 6 that wait, and no waiting for clients to come back. */
    private static GroupCommit commits(ScriptedLog log) {
        IngestSettings settings = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(IngestSettings.class)
                .withDefaultValue("qingting.ingest.appends-in-flight", "1")
                .withDefaultValue("qingting.ingest.gather", "0s")
                .withDefaultValue("qingting.ingest.append-events", "4")
                .withDefaultValue("qingting.ingest.queued-events", "6")
                .build()
                .getConfigMapping(IngestSettings.class);
        Standstill clock = new Standstill();
        return new GroupCommit(log, settings, new IngestMetrics(new SimpleMeterRegistry(), clock), clock);
    }

    private static final class Standstill implements MachineClock {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanoTime() {
            return 0;
        }
    }

    private UniAssertSubscriber<List<AppendOutcome>> post(String... ids) {
        List<NewEvent> events = Arrays.stream(ids)
                .map(id -> new NewEvent(1, id, EventType.CONTACT_OFFERED, 0, null, "c", null, false, "{}"))
                .toList();
        return commits.append(events).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    @Test
    void aLoneRequestWaitsForNobody() {
        var one = post("a", "b");
        assertThat(log.begun()).containsExactly(List.of("a", "b"));
        one.assertNotTerminated();
        log.commit(0);
        assertThat(one.assertCompleted().getItem()).hasSize(2);
    }

    @Test
    void whatComesDuringAnAppendSharesTheNextAndEachGetsItsOwnOutcomes() {
        post("a");
        var two = post("b");
        var three = post("c", "d");
        assertThat(log.begun()).hasSize(1);

        log.commit(0);
        assertThat(log.begun()).containsExactly(List.of("a"), List.of("b", "c", "d"));
        log.commit(1);

        assertThat(two.assertCompleted().getItem()).containsExactly(new AppendOutcome.Accepted(2));
        assertThat(three.assertCompleted().getItem())
                .containsExactly(new AppendOutcome.Accepted(3), new AppendOutcome.Accepted(4));
    }

    @Test
    void anAppendTakesWholeRequestsUpToItsLimit() {
        post("a");
        post("b", "c");
        post("d", "e", "f");
        log.commit(0);
        assertThat(log.begun().get(1)).containsExactly("b", "c");
        log.commit(1);
        assertThat(log.begun().get(2)).containsExactly("d", "e", "f");
    }

    @Test
    void aRequestForWhichThereIsNoRoomIsRefusedAndHoldsUpNobody() {
        post("a");
        var waiting = post("b", "c", "d", "e", "f");
        post("g", "h").assertFailedWith(OverloadedException.class);
        log.commit(0);
        log.commit(1);
        waiting.assertCompleted();
        assertThat(log.begun()).hasSize(2);
    }

    @Test
    void aRequestLargerThanTheQueueIsTakenWhileNobodyWaits() {
        post("a");
        var large = post("1", "2", "3", "4", "5", "6", "7", "8");
        log.commit(0);
        log.commit(1);
        assertThat(large.assertCompleted().getItem()).hasSize(8);
    }

    @Test
    void oneRequestsFaultDoesNotHitThoseThatSharedItsCommit() {
        post("a");
        var good = post("b");
        var bad = post("c");
        log.commit(0);
        log.fail(1, new IllegalStateException("one of them is broken"));
        assertThat(log.begun().get(2)).containsExactly("b");
        log.commit(2);
        assertThat(log.begun().get(3)).containsExactly("c");
        log.fail(3, new IllegalStateException("this one"));
        good.assertCompleted();
        bad.assertFailedWith(IllegalStateException.class, "this one");

        var next = post("d");
        log.commit(4);
        next.assertCompleted();
    }

    @Test
    void whenTheLogIsAwayAllOfAGroupAreToRepeatAndTheNextGoesOn() {
        post("a");
        var two = post("b");
        var three = post("c");
        log.commit(0);
        log.goAway(1);
        two.assertFailedWith(LogUnavailableException.class);
        three.assertFailedWith(LogUnavailableException.class);
        assertThat(log.begun()).hasSize(2);

        var next = post("d");
        log.commit(2);
        next.assertCompleted();
    }

    @Test
    void nothingToAppendIsDoneAtOnce() {
        post().assertCompleted();
        assertThat(log.begun()).isEmpty();
    }
}
