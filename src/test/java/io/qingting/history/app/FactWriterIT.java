package io.qingting.history.app;

import static io.qingting.fixture.NewEvents.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.qingting.board.app.LiveBoard;
import io.qingting.event.app.EventHistory;
import io.qingting.event.app.EventLog;
import io.qingting.event.app.EventTail;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.LogHead;
import io.qingting.event.domain.LoggedEvent;
import io.qingting.event.domain.NewEvent;
import io.qingting.event.domain.TailBatch;
import io.qingting.fixture.FloorScript;
import io.qingting.fixture.PostgresResource;
import io.qingting.fixture.Settings;
import io.qingting.history.app.FactWriter.State;
import io.qingting.history.domain.FactPosition;
import io.qingting.history.store.FactStore;
import io.qingting.kernel.BusinessClock;
import io.qingting.sla.app.SlaTargets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class FactWriterIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    EventLog log;

    @Inject
    EventTail tail;

    @Inject
    EventHistory history;

    @Inject
    SlaTargets targets;

    @Inject
    Pool pool;

    @Inject
    FactSettings settings;

    @Inject
    BusinessClock clock;

    @Inject
    FactWriter running;

    @Inject
    MeterRegistry metrics;

    @Inject
    LiveBoard board;

    private int source;

    @BeforeEach
    void nobodyWritesFacts() {
        running.stop();
        Awaitility.await().atMost(LIMIT).until(() -> holders() == 0);
        source = newSource();
    }

    @AfterEach
    void theApplicationWritesAgain() {
        running.start();
    }

    @Test
    void factsEqualARecomputationFromTheEvents() {
        List<NewEvent> day = aDay(source);
        append(day);

        catchUp(FactTerm.begin(pool, history, targets, settings, clock));

        assertThat(FactRows.stored(pool, source))
                .isEqualTo(FactRows.recomputed(day))
                .hasSizeGreaterThan(30);
    }

    @Test
    void anyOrderAnyRepetitionAnyBatchesAndAnyChangeOfLeaderGiveTheSameFacts() {
        List<String> expected = FactRows.recomputed(aDay(source));
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            int shuffled = newSource();
            List<NewEvent> events = new ArrayList<>(aDay(shuffled));
            Collections.shuffle(events, random);
            FactTerm term = get(FactTerm.begin(pool, history, targets, settings, clock));
            for (int from = 0; from < events.size(); ) {
                int to = Math.min(events.size(), from + 1 + random.nextInt(6));
                append(events.subList(Math.max(0, from - random.nextInt(4)), to));
                from = to;
                if (random.nextInt(3) > 0) catchUpInPieces(term, random);
                if (random.nextInt(4) == 0) term = get(FactTerm.begin(pool, history, targets, settings, clock));
            }
            catchUpInPieces(term, random);

            assertThat(FactRows.stored(pool, shuffled)).as("seed " + seed).isEqualTo(expected);
        }
    }

    @Test
    void aLeaderThatWasReplacedCannotWrite() {
        FactTerm old = get(FactTerm.begin(pool, history, targets, settings, clock));
        catchUp(old);
        append(aDay(source));
        TailBatch batch = get(tail.next(old.position().log()));

        FactTerm next = get(FactTerm.begin(pool, history, targets, settings, clock));

        assertThatThrownBy(() -> get(old.apply(batch))).isInstanceOf(StaleLeaderException.class);
        assertThat(FactRows.stored(pool, source)).isEmpty();
        assertThat(stored().log()).isEqualTo(next.position().log());
        get(next.apply(batch));
        assertThat(FactRows.stored(pool, source)).isEqualTo(FactRows.recomputed(aDay(source)));
    }

    @Test
    void aLateEventOfAContactClosedLongAgoChangesItsFactsOnce() {
        FloorScript floor = new FloorScript(source, "sales", ZoneId.of("Asia/Shanghai"), LocalDate.parse("2026-03-02"))
                .entered("09:00:00", "c1")
                .abandoned("09:05:00", "c1");
        append(floor.events());
        catchUp(FactTerm.begin(pool, history, targets, settings, clock));
        assertThat(FactRows.stored(pool, source))
                .anyMatch(row -> row.contains("| ENTRY |") && row.contains("ABANDONED"));

        floor.accepted("09:01:00", "c1", "amy");
        append(floor.events());
        append(floor.events());
        catchUp(FactTerm.begin(pool, history, targets, settings, clock));

        assertThat(FactRows.stored(pool, source))
                .isEqualTo(FactRows.recomputed(floor.events()))
                .anyMatch(row -> row.contains("| ENTRY |") && row.contains("ANSWERED"))
                .noneMatch(row -> row.contains("| ENTRY |") && row.contains("ABANDONED"));
    }

    @Test
    void ofTwoWritersOneLeadsAndTheOtherTakesOverWithinSeconds() {
        FactWriter one = new FactWriter(tail, history, targets, pool, settings, clock, metrics);
        FactWriter other = new FactWriter(tail, history, targets, pool, settings, clock, metrics);
        one.start();
        until(() -> one.state() == State.LEADING);
        other.start();
        List<NewEvent> day = aDay(source);
        append(day.subList(0, day.size() / 2));
        until(() -> stored().log().position() == head().position());
        assertThat(other.state()).isEqualTo(State.WAITING);

        one.stop();
        append(day.subList(day.size() / 2, day.size()));

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> other.state() == State.LEADING);
        until(() -> stored().log().position() == head().position());
        assertThat(FactRows.stored(pool, source)).isEqualTo(FactRows.recomputed(day));
        other.stop();
    }

    @Test
    void aWriterWhoseConnectionIsCutGoesOnWhereItWas() {
        FactWriter writer = new FactWriter(tail, history, targets, pool, settings, clock, metrics);
        writer.start();
        until(() -> writer.state() == State.LEADING);
        long fence = stored().fence();
        List<NewEvent> day = aDay(source);

        get(pool.query("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = "
                        + FactWriter.LOCK)
                .execute());
        append(day);

        until(() -> stored().fence() > fence && stored().log().position() == head().position());
        assertThat(FactRows.stored(pool, source)).isEqualTo(FactRows.recomputed(day));
        writer.stop();
    }

    @Test
    void atAGapOfTheLogTheWriterStandsStillAndGoesOnOnceTheLogIsWhole() {
        FactSettings impatient = Settings.shipped(FactSettings.class, "qingting.history.gap-retry", "200ms");
        catchUp(FactTerm.begin(pool, history, targets, settings, clock));
        long whole = head().position();
        List<NewEvent> day = aDay(source);
        append(day);
        long missing = whole + day.size() / 2;
        // The live board of this process shall not meet the gap.
        until(() -> board.position() == head().position());
        get(pool.query("create table missing_event as select * from event_log where position = " + missing)
                .execute());
        get(pool.query("delete from event_log where position = " + missing).execute());
        FactWriter writer = new FactWriter(tail, history, targets, pool, impatient, clock, metrics);

        writer.start();
        until(() -> writer.state() == State.GAP);

        assertThat(stored().log().position()).isLessThan(missing);
        get(pool.query("insert into event_log select * from missing_event").execute());
        get(pool.query("drop table missing_event").execute());
        until(() -> stored().log().position() == head().position());
        assertThat(FactRows.stored(pool, source)).isEqualTo(FactRows.recomputed(day));
        writer.stop();
    }

    @Test
    void afterItsTimeAFactKeepsItsFiguresButNoAgent() {
        append(aDay(source));
        catchUp(FactTerm.begin(pool, history, targets, settings, clock));
        long before = FactRows.stored(pool, source).stream()
                .filter(row -> row.contains("| LEG |"))
                .count();
        get(pool.query("update contact_fact set recorded_at = '2026-01-01' where source_id = " + source)
                .execute());

        get(FactStore.clearAgents(pool, Instant.parse("2026-01-02T00:00:00Z"), 100_000));

        assertThat(FactRows.stored(pool, source))
                .noneMatch(row -> row.contains("amy") && !row.contains("OPEN"))
                .noneMatch(row -> row.contains("| AGENT_") && !row.contains("OPEN"));
        assertThat(FactRows.stored(pool, source).stream().filter(row -> row.contains("| LEG |")))
                .hasSize((int) before);
    }

    private static List<NewEvent> aDay(int sourceId) {
        FloorScript floor =
                new FloorScript(sourceId, "sales", ZoneId.of("Asia/Shanghai"), LocalDate.parse("2026-03-02"));
        for (int i = 0; i < 6; i++) {
            String contact = "call" + i;
            floor.of("customer" + i % 3).entered("09:0" + i + ":00", contact);
            if (i % 3 == 2) floor.abandoned("09:0" + i + ":40", contact);
            else
                floor.accepted("09:0" + i + ":20", contact, "amy")
                        .closed("09:1" + i + ":00", contact, "amy", 200 + i)
                        .rated("09:2" + i + ":00", contact, 1 + i % 5);
        }
        floor.by("chat").of("");
        floor.entered("10:00:00", "chat")
                .customerWrote("10:00:01", "chat")
                .accepted("10:00:05", "chat", "bob")
                .agentWrote("10:00:30", "chat", "bob")
                .customerWrote("10:01:00", "chat")
                .customerWrote("10:01:10", "chat")
                .event("10:02:00", EventType.CONTACT_TRANSFERRED, "chat", ",\"previousAgentId\":\"bob\"")
                .accepted("10:02:30", "chat", "amy")
                .agentWrote("10:03:00", "chat", "amy")
                .closed("10:10:00", "chat", "amy", 0)
                .event("11:00:00", EventType.CONTACT_REOPENED, "chat", ",\"cycle\":1")
                .entered("12:00:00", "waiting");
        return withStableIds(floor.events());
    }

    /** The same ids in every run, so that a repetition is one. */
    private static List<NewEvent> withStableIds(List<NewEvent> events) {
        List<NewEvent> stable = new ArrayList<>();
        for (NewEvent e : events) {
            stable.add(new NewEvent(
                    e.sourceId(),
                    "e" + stable.size(),
                    e.type(),
                    e.at(),
                    e.sequence(),
                    e.contactId(),
                    e.customerKey(),
                    e.imported(),
                    e.data()));
        }
        return stable;
    }

    private void catchUp(Uni<FactTerm> term) {
        catchUp(get(term));
    }

    private void catchUp(FactTerm term) {
        while (term.position().log().position() < head().position()) {
            get(term.apply(get(tail.next(term.position().log()))));
        }
    }

    private void catchUpInPieces(FactTerm term, Random random) {
        while (term.position().log().position() < head().position()) {
            List<LoggedEvent> events = get(tail.next(term.position().log())).events();
            int size = Math.min(events.size(), 1 + random.nextInt(8));
            get(term.apply(new TailBatch(events.subList(0, size), false)));
        }
    }

    private int newSource() {
        return get(log.sourceId("/connectors/" + newId()));
    }

    private void append(List<NewEvent> events) {
        get(log.append(events));
    }

    private LogHead head() {
        return get(log.head());
    }

    private FactPosition stored() {
        return get(FactStore.position(pool));
    }

    private long holders() {
        return get(pool.query("select count(*) from pg_locks where locktype = 'advisory' and objid = "
                                + FactWriter.LOCK)
                        .execute())
                .iterator()
                .next()
                .getLong(0);
    }

    private static void until(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(LIMIT).until(condition);
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }
}
