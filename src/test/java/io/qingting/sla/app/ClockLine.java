package io.qingting.sla.app;

import static io.qingting.fixture.NewEvents.newId;

import io.qingting.access.app.Audit;
import io.qingting.alert.app.Alerts;
import io.qingting.alert.domain.Severity;
import io.qingting.event.app.EventLog;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.NewEvent;
import io.qingting.fixture.TestClock;
import io.qingting.history.app.FactLag;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.sla.domain.CalendarSettings;
import io.qingting.sla.domain.Promise;
import io.qingting.sla.domain.Promise.Basis;
import io.qingting.sla.domain.SlaPolicy;
import io.qingting.sla.domain.SlaRules;
import io.qingting.sla.domain.TargetKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Push at a time, sweep at a time, expect: the clock line over a real log, with the application's own leader; the floor's
 * clock and the sweeps are the test's. A time is one of the day 2026-03-03 in Shanghai, or an instant such as {@code
 * 2026-03-29T01:00:00Z}; it never goes back within a test.
 */
abstract class ClockLine {
    static final Duration LIMIT = Duration.ofSeconds(30);
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

    int source;
    TestClock clock;
    SlaBooks books;
    SlaWatch watch;

    @BeforeEach
    void aFloorInTheMorning() {
        source = get(log.sourceId("/connectors/" + newId()));
        clock = new TestClock(at("08:00:00"));
        books = new SlaBooks(pool, clock, site, audit);
        watch = newWatch();
        sweep("08:00:00");
    }

    SlaWatch newWatch() {
        return new SlaWatch(pool, alerts, books, clock, settings);
    }

    @AfterEach
    void theShippedRulesAgain() {
        get(pool.query("delete from sla_rules where version > 1").execute());
    }

    static long at(String time) {
        return time.endsWith("Z")
                ? Instant.parse(time).toEpochMilli()
                : DAY.with(LocalTime.parse(time)).toInstant().toEpochMilli();
    }

    NewEvent event(String time, EventType type, String contact, boolean imported) {
        return event(time, type, contact, imported, "");
    }

    /** @param more fields of {@code data} after those that each event here has; begins with a comma */
    NewEvent event(String time, EventType type, String contact, boolean imported, String more) {
        // Who goes to a queue, at first or by a transfer, comes to no agent yet.
        boolean toQueue = type == EventType.CONTACT_ENQUEUED || type == EventType.CONTACT_TRANSFERRED;
        String agent = toQueue ? "" : ",\"agentId\":\"amy\"";
        String queue = more.contains("queueId") ? "" : ",\"queueId\":\"sales\"";
        return new NewEvent(
                source,
                newId(),
                type,
                at(time),
                null,
                contact,
                null,
                imported,
                "{\"channel\":\"voice\"" + queue + agent + more + "}");
    }

    void told(String time, EventType type, String contact) {
        told(time, type, contact, "");
    }

    void told(String time, EventType type, String contact, String more) {
        get(log.append(List.of(event(time, type, contact, false, more))));
        folded();
    }

    void folded() {
        Awaitility.await().atMost(LIMIT).until(() -> get(lag.now()).events() == 0);
    }

    int sweep(String time) {
        clock.set(at(time));
        return get(watch.sweep());
    }

    /** Stops the application's leader until {@link #release}: its position is locked by somebody else. */
    SqlConnection holdLeader() {
        SqlConnection other = get(pool.getConnection());
        get(other.query("begin").execute());
        get(other.query("select 1 from fact_position for update").execute());
        return other;
    }

    /** Ends another's transaction without a trace, and waits until all of the log is folded. */
    void release(SqlConnection other) {
        get(other.query("rollback").execute());
        get(other.close());
        folded();
    }

    /** The contact's alerts of its first answer: kind, state, seconds late and how often reopened, the oldest first. */
    List<String> alertsOf(String contact) {
        return alertsOf(contact, "answer:0:0");
    }

    /** @param target kind, cycle and ordinal, such as {@code answer:1:0} */
    List<String> alertsOf(String contact, String target) {
        List<String> found = new ArrayList<>();
        get(pool.preparedQuery(
                                "select kind, state, late_seconds::bigint, reopened from alert where cause = $1 order by alert_id")
                        .execute(Tuple.of(cause(contact, target))))
                .forEach(row -> found.add(
                        row.getString(0) + " " + row.getString(1) + " " + row.getLong(2) + " " + row.getInteger(3)));
        return found;
    }

    String cause(String contact) {
        return cause(contact, "answer:0:0");
    }

    private String cause(String contact, String target) {
        return "target:" + target + ":" + source + ":" + contact;
    }

    String stateOf(String contact) {
        return get(pool.preparedQuery(
                                "select state from sla_target where source_id = $1 and contact_id = $2 and kind = 'answer'")
                        .execute(Tuple.of(source, contact)))
                .iterator()
                .next()
                .getString(0);
    }

    long dues() {
        return count("select count(*) from sla_due join sla_target using (target_id) where source_id = $1", source);
    }

    long count(String sql, Object argument) {
        return get(pool.preparedQuery(sql).execute(Tuple.of(argument)))
                .iterator()
                .next()
                .getLong(0);
    }

    /** From now on, by the floor's clock, another policy holds too. */
    void promise(SlaPolicy policy) {
        get(books.change("test", rules -> added(rules, policy, List.of())));
    }

    /** The same with the calendar that it counts by. */
    void promise(SlaPolicy policy, CalendarSettings calendar) {
        get(books.change("test", rules -> added(rules, policy, List.of(calendar))));
    }

    private static SlaBooks.Change added(SlaRules rules, SlaPolicy policy, List<CalendarSettings> more) {
        SlaRules.Content content = rules.content();
        List<SlaPolicy> policies = new ArrayList<>(content.policies());
        policies.add(policy);
        List<CalendarSettings> calendars = new ArrayList<>(content.calendars());
        calendars.addAll(more);
        return new SlaBooks.Change(
                "policy.changed",
                "policy:" + policy.policyId(),
                null,
                null,
                new SlaRules.Content(policies, calendars, content.siteCalendarId(), content.queueCalendars()));
    }

    /** A policy for the queue of these tests that does not warn, in calendar time. */
    static SlaPolicy policy(TargetKind kind, Duration length) {
        return policy(kind, new Promise.Elapsed(length, Basis.CALENDAR), 0, SlaPolicy.Pauses.NONE, null);
    }

    /** The same in the business time of a calendar. */
    static SlaPolicy policy(TargetKind kind, Duration length, String calendarId) {
        return policy(kind, new Promise.Elapsed(length, Basis.BUSINESS), 0, SlaPolicy.Pauses.NONE, calendarId);
    }

    /** A resolution that stands still on hold and while it waits for the customer. */
    static SlaPolicy pausingResolution(Duration length, double warnShare) {
        return policy(
                TargetKind.RESOLUTION,
                new Promise.Elapsed(length, Basis.CALENDAR),
                warnShare,
                new SlaPolicy.Pauses(true, true),
                null);
    }

    private static SlaPolicy policy(
            TargetKind kind,
            Promise promise,
            double warnShare,
            SlaPolicy.Pauses pauses,
            @org.jspecify.annotations.Nullable String calendarId) {
        return new SlaPolicy(
                "test-" + kind.wireName(),
                "test",
                kind,
                Set.of("sales"),
                Set.of(),
                Set.of(),
                promise,
                warnShare,
                Severity.CRITICAL,
                pauses,
                List.of(),
                calendarId);
    }

    static <T> T get(Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }
}
