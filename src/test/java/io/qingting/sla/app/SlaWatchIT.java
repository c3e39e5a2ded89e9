package io.qingting.sla.app;

import static io.qingting.fixture.NewEvents.newId;
import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.access.app.Audit;
import io.qingting.alert.app.Alerts;
import io.qingting.contact.domain.ContactFold;
import io.qingting.event.app.EventCodec;
import io.qingting.event.app.EventLog;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.NewEvent;
import io.qingting.fixture.FloorDay;
import io.qingting.fixture.PostgresResource;
import io.qingting.fixture.TestClock;
import io.qingting.history.app.FactLag;
import io.qingting.kernel.ContactKey;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.sla.domain.Promise;
import io.qingting.sla.domain.Promise.Basis;
import io.qingting.sla.domain.SlaPolicy;
import io.qingting.sla.domain.SlaRules;
import io.qingting.sla.domain.TargetKind;
import io.qingting.sla.domain.Targets;
import io.qingting.sla.store.TargetStore;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Push at a time, sweep at a time, expect: the clock line over a real log, with the application's own leader. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class SlaWatchIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ZonedDateTime DAY = ZonedDateTime.of(2026, 3, 3, 0, 0, 0, 0, ZoneId.of("Asia/Shanghai"));

    @Inject
    EventLog log;

    @Inject
    Pool pool;

    @Inject
    FactLag lag;

    @Inject
    Alerts alerts;

    @Inject
    SiteConfiguration site;

    @Inject
    Audit audit;

    @Inject
    SlaSettings settings;

    private int source;
    private TestClock clock;
    private SlaBooks books;
    private SlaWatch watch;

    @BeforeEach
    void aFloorInTheMorning() {
        source = get(log.sourceId("/connectors/" + newId()));
        clock = new TestClock(at("08:00:00"));
        books = new SlaBooks(pool, clock, site, audit);
        watch = newWatch();
        sweep("08:00:00");
    }

    private SlaWatch newWatch() {
        return new SlaWatch(pool, alerts, books, clock, settings);
    }

    @AfterEach
    void theShippedRulesAgain() {
        get(pool.query("delete from sla_rules where version > 1").execute());
    }

    private static long at(String time) {
        return DAY.with(LocalTime.parse(time)).toInstant().toEpochMilli();
    }

    private NewEvent event(String time, EventType type, String contact, boolean imported) {
        String agent = type == EventType.CONTACT_ENQUEUED ? "" : ",\"agentId\":\"amy\"";
        return new NewEvent(
                source,
                newId(),
                type,
                at(time),
                null,
                contact,
                null,
                imported,
                "{\"channel\":\"voice\",\"queueId\":\"sales\"" + agent + "}");
    }

    private void told(String time, EventType type, String contact) {
        get(log.append(List.of(event(time, type, contact, false))));
        folded();
    }

    private void folded() {
        Awaitility.await().atMost(LIMIT).until(() -> get(lag.now()).events() == 0);
    }

    private int sweep(String time) {
        clock.set(at(time));
        return get(watch.sweep());
    }

    /** The contact's alerts of its answer: state and seconds late, the oldest first. */
    private List<String> alertsOf(String contact) {
        List<String> found = new ArrayList<>();
        get(pool.preparedQuery(
                                "select kind, state, late_seconds::bigint, reopened from alert where cause = $1 order by alert_id")
                        .execute(Tuple.of(cause(contact))))
                .forEach(row -> found.add(
                        row.getString(0) + " " + row.getString(1) + " " + row.getLong(2) + " " + row.getInteger(3)));
        return found;
    }

    private String cause(String contact) {
        return "target:answer:0:0:" + source + ":" + contact;
    }

    private String stateOf(String contact) {
        return get(pool.preparedQuery(
                                "select state from sla_target where source_id = $1 and contact_id = $2 and kind = 'answer'")
                        .execute(Tuple.of(source, contact)))
                .iterator()
                .next()
                .getString(0);
    }

    private long dues() {
        return count("select count(*) from sla_due join sla_target using (target_id) where source_id = $1", source);
    }

    private long count(String sql, Object argument) {
        return get(pool.preparedQuery(sql).execute(Tuple.of(argument)))
                .iterator()
                .next()
                .getLong(0);
    }

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
    void aTargetThatIsToldAfterItsDeadlineWasSweptIsCalledByTheNextSweep() {
        sweep("10:00:00");
        sweep("10:00:01");

        told("09:00:00", EventType.CONTACT_ENQUEUED, "c1");
        sweep("10:00:02");

        assertThat(alertsOf("c1")).containsExactly("targetBreached firing 3572 0");
    }

    @Test
    void aBacklogThatIsCaughtUpLateRaisesNoFalseBreachAndTheLagIsAnAlert() {
        told("09:00:00", EventType.CONTACT_ENQUEUED, "c1");
        sweep("09:00:01");
        SqlConnection other = get(pool.getConnection());
        get(other.query("begin").execute());
        get(other.query("select 1 from fact_position for update").execute());
        get(log.append(List.of(event("09:00:10", EventType.CONTACT_ACCEPTED, "c1", false))));

        sweep("09:00:31");
        sweep("09:00:40");
        assertThat(alertsOf("c1")).isEmpty();
        assertThat(lagAlert()).isEmpty();
        sweep("09:00:42");
        assertThat(lagAlert()).containsExactly("firing");

        get(other.query("rollback").execute());
        get(other.close());
        folded();
        sweep("09:00:43");
        assertThat(stateOf("c1")).isEqualTo("met");
        assertThat(alertsOf("c1")).isEmpty();
        assertThat(lagAlert()).containsExactly("resolved");
    }

    private List<String> lagAlert() {
        List<String> states = new ArrayList<>();
        get(pool.query("select state from alert where cause = 'fold:lag'").execute())
                .forEach(row -> states.add(row.getString(0)));
        return states;
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
        SqlConnection dying = get(pool.getConnection());
        get(dying.query("begin").execute());
        assertThat(get(TargetStore.claim(dying, 0, at("09:00:31"), 0, 10_000)))
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
    void aPolicyChangedInFlightActsOnWhatStartsAfterItsCommit() {
        told("09:00:00", EventType.CONTACT_ENQUEUED, "before");
        clock.set(at("09:00:05"));
        get(books.change("test", SlaWatchIT::fiveSeconds));
        told("09:00:06", EventType.CONTACT_ENQUEUED, "after");

        sweep("09:00:12");
        assertThat(alertsOf("after")).containsExactly("targetBreached firing 1 0");
        assertThat(alertsOf("before")).isEmpty();
        sweep("09:00:31");
        assertThat(alertsOf("before")).containsExactly("targetBreached firing 1 0");
    }

    @Test
    void aPausedClockIsNotDueUntilItIsResumed() {
        get(books.change("test", SlaWatchIT::pausingResolution));
        told("09:00:00", EventType.CONTACT_ENQUEUED, "c1");
        told("09:00:05", EventType.CONTACT_ACCEPTED, "c1");
        told("09:00:40", EventType.CONTACT_HELD, "c1");
        sweep("09:05:00");
        assertThat(resolutionAlert("c1")).isEmpty();
        assertThat(dues()).isZero();

        told("09:10:00", EventType.CONTACT_RESUMED, "c1");
        sweep("09:10:20");
        assertThat(resolutionAlert("c1")).isEmpty();
        sweep("09:10:20.250");
        assertThat(resolutionAlert("c1")).containsExactly("firing");

        // It turns out to have been two short holds: the time was up long ago.
        told("09:00:41", EventType.CONTACT_RESUMED, "c1");
        told("09:09:59", EventType.CONTACT_HELD, "c1");
        assertThat(resolutionAlert("c1")).containsExactly("takenBack");
        sweep("09:11:00");
        assertThat(resolutionAlert("c1")).containsExactly("firing");
    }

    private List<String> resolutionAlert(String contact) {
        List<String> states = new ArrayList<>();
        get(pool.preparedQuery("select state from alert where cause = $1")
                        .execute(Tuple.of("target:resolution:0:0:" + source + ":" + contact)))
                .forEach(row -> states.add(row.getString(0)));
        return states;
    }

    private static SlaBooks.Change pausingResolution(SlaRules rules) {
        return added(
                rules,
                new SlaPolicy(
                        "resolve",
                        "resolve",
                        TargetKind.RESOLUTION,
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        new Promise.Elapsed(Duration.ofMinutes(1), Basis.CALENDAR),
                        0,
                        io.qingting.alert.domain.Severity.WARNING,
                        new SlaPolicy.Pauses(true, true),
                        List.of(),
                        null));
    }

    @Test
    void anyOrderAnyRepetitionAndAnyBatchesGiveTheTargetsOfARecomputation() {
        for (int seed = 0; seed < 4; seed++) {
            if (seed == 2) get(books.change("test", SlaWatchIT::pausingResolution));
            source = get(log.sourceId("/connectors/" + newId()));
            List<NewEvent> events = FloorDay.of(seed, at("09:00:00"), at("12:00:00"), 40, true).stream()
                    .filter(e -> e.contactId() != null)
                    .map(this::ofSource)
                    .toList();
            Random random = new Random(seed);
            List<NewEvent> arriving = new ArrayList<>(events);
            for (int i = 0; i < 30; i++) arriving.add(events.get(random.nextInt(events.size())));
            Collections.shuffle(arriving, random);
            for (int from = 0; from < arriving.size(); ) {
                int to = Math.min(arriving.size(), from + 1 + random.nextInt(60));
                get(log.append(arriving.subList(from, to)));
                from = to;
                if (random.nextInt(4) == 0) folded();
                if (random.nextInt(4) == 0) sweep("10:00:00");
            }
            folded();

            assertThat(storedTargets())
                    .as("seed " + seed)
                    .isEqualTo(recomputed(events))
                    .hasSizeGreaterThan(20);
        }
    }

    private NewEvent ofSource(Event event) {
        NewEvent e = EventCodec.encode(event, false);
        return new NewEvent(
                source, e.id(), e.type(), e.at(), e.sequence(), e.contactId(), e.customerKey(), false, e.data());
    }

    private Set<String> storedTargets() {
        Set<ContactKey> contacts = new HashSet<>();
        get(pool.preparedQuery("select distinct contact_id from sla_target where source_id = $1")
                        .execute(Tuple.of(source)))
                .forEach(row -> contacts.add(new ContactKey(source, row.getString(0))));
        Set<String> lines = new TreeSet<>();
        get(TargetStore.ofContacts(pool, contacts))
                .forEach((id, stored) -> lines.add(id.contact() + " " + stored.target()));
        return lines;
    }

    private Set<String> recomputed(List<NewEvent> events) {
        Targets targets = new Targets(get(books.now()));
        Map<ContactKey, List<Event>> byContact =
                events.stream().map(EventCodec::decode).collect(Collectors.groupingBy(Event::contact));
        Set<String> lines = new TreeSet<>();
        byContact.forEach((contact, all) ->
                targets.of(ContactFold.fold(all).spans()).forEach(target -> lines.add(contact + " " + target)));
        return lines;
    }

    private static SlaBooks.Change fiveSeconds(SlaRules rules) {
        return added(
                rules,
                new SlaPolicy(
                        "fast",
                        "fast",
                        TargetKind.ANSWER,
                        Set.of("sales"),
                        Set.of(),
                        Set.of(),
                        new Promise.Elapsed(Duration.ofSeconds(5), Basis.CALENDAR),
                        0,
                        io.qingting.alert.domain.Severity.CRITICAL,
                        SlaPolicy.Pauses.NONE,
                        List.of(),
                        null));
    }

    private static SlaBooks.Change added(SlaRules rules, SlaPolicy policy) {
        List<SlaPolicy> policies = new ArrayList<>(rules.content().policies());
        policies.add(policy);
        SlaRules.Content content = rules.content();
        return new SlaBooks.Change(
                "policy.changed",
                "policy:" + policy.policyId(),
                null,
                null,
                new SlaRules.Content(
                        policies, content.calendars(), content.siteCalendarId(), content.queueCalendars()));
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }
}
