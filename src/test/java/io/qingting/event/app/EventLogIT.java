package io.qingting.event.app;

import static io.qingting.fixture.NewEvents.newId;
import static io.qingting.fixture.NewEvents.offered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qingting.event.domain.AppendOutcome;
import io.qingting.event.domain.AppendOutcome.Accepted;
import io.qingting.event.domain.AppendOutcome.Conflict;
import io.qingting.event.domain.AppendOutcome.Duplicate;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.LogHead;
import io.qingting.event.domain.LogPosition;
import io.qingting.event.domain.LoggedEvent;
import io.qingting.event.domain.NewEvent;
import io.qingting.event.domain.TailBatch;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.ContactKey;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class EventLogIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    EventLog log;

    @Inject
    EventTail tail;

    @Inject
    EventHistory history;

    @Inject
    Pool pool;

    private int source;

    @BeforeEach
    void aSource() {
        source = get(log.sourceId("/connectors/" + newId()));
    }

    @Test
    void acceptedEventsAreNumberedInTheOrderGiven() {
        long before = head().position();

        List<AppendOutcome> outcomes = append(offered(source, 5));

        assertThat(outcomes)
                .isEqualTo(LongStream.rangeClosed(before + 1, before + 5)
                        .mapToObj(Accepted::new)
                        .toList());
        assertThat(head().position()).isEqualTo(before + 5);
    }

    @Test
    void aRepeatIsADuplicateAndOtherContentAConflictAndNeitherTakesANumber() {
        NewEvent first = offered(source, newId(), "c1");
        append(List.of(first));
        long before = head().position();

        List<AppendOutcome> outcomes =
                append(List.of(first, offered(source, newId(), "c2"), offered(source, first.id(), "other")));

        assertThat(outcomes).containsExactly(new Duplicate(), new Accepted(before + 1), new Conflict());
        assertThat(head().position()).isEqualTo(before + 1);
        assertThat(get(history.of(List.of(new ContactKey(source, "other")), Long.MAX_VALUE)))
                .isEmpty();
        assertThat(count("event_conflict where source_id = " + source)).isEqualTo(1);
    }

    @Test
    void anIdentityRepeatedWithinOneAppendCountsOnce() {
        NewEvent event = offered(source, newId(), "c1");

        List<AppendOutcome> outcomes = append(List.of(event, event, offered(source, event.id(), "other"), event));

        assertThat(outcomes.getFirst()).isInstanceOf(Accepted.class);
        assertThat(outcomes.subList(1, 4)).containsExactly(new Duplicate(), new Conflict(), new Duplicate());
    }

    @Test
    void aRolledBackAppendLeavesNoGapAndNoIdentity() {
        long before = head().position();
        NewEvent event = offered(source, newId(), "c1");

        SqlConnection connection = get(pool.getConnection());
        Transaction transaction = get(connection.begin());
        get(log.append(connection, List.of(event)));
        get(transaction.rollback());
        get(connection.close());

        assertThat(append(List.of(event))).containsExactly(new Accepted(before + 1));
    }

    @Test
    void whileAnAppendIsOpenOthersAreTurnedAwayAfterAShortWaitAndReadersGoOn() {
        LogHead before = head();
        SqlConnection idle = get(pool.getConnection());
        Transaction open = get(idle.begin());
        get(log.append(idle, List.of(offered(source, newId(), "c1"))));

        assertThatThrownBy(() -> append(offered(source, 1))).isInstanceOf(LogUnavailableException.class);
        assertThat(head()).isEqualTo(before);
        get(open.commit());
        get(idle.close());

        assertThat(append(offered(source, 1))).containsExactly(new Accepted(before.position() + 2));
        assertThat(positionsAfter(before, 2)).containsExactly(before.position() + 1, before.position() + 2);
    }

    @Test
    void anIdleWriterInAnOpenTransactionFreezesNobody() {
        LogHead before = head();
        SqlConnection idle = get(pool.getConnection());
        Transaction open = get(idle.begin());
        get(idle.query("insert into event_source (name, created_at) values ('" + newId() + "', now())")
                .execute());

        append(offered(source, 3));

        assertThat(positionsAfter(before, 3)).hasSize(3);
        get(open.rollback());
        get(idle.close());
    }

    @Test
    void theTailSkipsNothingWhileManyWritersCommitLate() {
        LogHead start = head();
        List<Long> read = new CopyOnWriteArrayList<>();
        var reading = tail.after(new LogPosition(start.position(), start.recordedAt()), Duration.ZERO)
                .subscribe()
                .with(batch -> batch.events().forEach(e -> read.add(e.event().position())), failure -> {
                    throw new AssertionError(failure);
                });

        List<Uni<Void>> writers = new ArrayList<>();
        IntStream.range(0, 8).forEach(n -> writers.add(writesAndCommitsLate(n)));
        get(Uni.join().all(writers).andFailFast());

        long end = head().position();
        assertThat(end).isEqualTo(start.position() + 8 * 20 * 3);
        Awaitility.await().atMost(LIMIT).until(() -> read.size() == end - start.position());
        reading.cancel();
        assertThat(read)
                .isEqualTo(LongStream.rangeClosed(start.position() + 1, end)
                        .boxed()
                        .toList());
    }

    private Uni<Void> writesAndCommitsLate(int writer) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (int i = 0; i < 20; i++) {
            Duration pause = Duration.ofMillis(1 + (writer * 7 + i * 3) % 10);
            all = all.chain(() -> pool.withTransaction(connection -> log.append(connection, offered(source, 3))
                            .onItem()
                            .delayIt()
                            .by(pause))
                    .replaceWithVoid());
        }
        return all;
    }

    @Test
    void theTailGivesBackWhatWasAppended() {
        LogHead before = head();
        NewEvent event = offered(source, newId(), "c1");

        append(List.of(event));

        LoggedEvent logged = get(tail.next(new LogPosition(before.position(), before.recordedAt())))
                .events()
                .getFirst();
        assertThat(logged.event()).isEqualTo(EventCodec.decode(event).at(before.position() + 1));
        assertThat(logged.recordedAt()).isGreaterThanOrEqualTo(before.recordedAt());
        assertThat(logged.imported()).isFalse();
    }

    @Test
    void aReaderThatAsksForWhatIsNotThereIsTold() {
        append(offered(source, 1));

        assertThatThrownBy(() -> get(tail.next(new LogPosition(-7, 0)))).isInstanceOf(LogGapException.class);
    }

    @Test
    void theHistoryOfContactsIsReadUpToAPosition() {
        append(List.of(offered(source, newId(), "a"), offered(source, newId(), "b"), offered(source, newId(), "c")));
        long upTo = head().position();
        append(List.of(offered(source, newId(), "a")));

        Map<ContactKey, List<Event>> found =
                get(history.of(List.of(new ContactKey(source, "a"), new ContactKey(source, "b")), upTo));

        assertThat(found).containsOnlyKeys(new ContactKey(source, "a"), new ContactKey(source, "b"));
        assertThat(found.get(new ContactKey(source, "a"))).hasSize(1);
    }

    private List<Long> positionsAfter(LogHead start, int count) {
        List<Long> positions = new ArrayList<>();
        LogPosition position = new LogPosition(start.position(), start.recordedAt());
        while (positions.size() < count) {
            TailBatch batch = get(tail.next(position));
            batch.events().forEach(e -> positions.add(e.event().position()));
            position = batch.end();
        }
        return positions;
    }

    private List<AppendOutcome> append(List<NewEvent> events) {
        return get(log.append(events));
    }

    private LogHead head() {
        return get(log.head());
    }

    private long count(String table) {
        return get(pool.query("select count(*) from " + table).execute())
                .iterator()
                .next()
                .getLong(0);
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }
}
