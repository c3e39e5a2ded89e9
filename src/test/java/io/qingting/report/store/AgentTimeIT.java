package io.qingting.report.store;

import static io.qingting.fixture.NewEvents.newId;
import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.board.domain.AgentFigures;
import io.qingting.board.domain.Board;
import io.qingting.board.domain.BoardConfig;
import io.qingting.board.domain.PresenceCounts;
import io.qingting.board.domain.WindowFigures;
import io.qingting.event.app.EventCodec;
import io.qingting.event.app.EventLog;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.NewEvent;
import io.qingting.fixture.MemoryLog;
import io.qingting.fixture.PostgresResource;
import io.qingting.history.app.FactLag;
import io.qingting.history.domain.AgentFacts;
import io.qingting.kernel.Ratio;
import io.qingting.report.domain.Figure;
import io.qingting.report.domain.Grouping;
import io.qingting.report.domain.Metric;
import io.qingting.report.domain.Period;
import io.qingting.report.domain.PeriodUnit;
import io.qingting.report.domain.Report;
import io.qingting.report.domain.ReportQuery;
import io.qingting.report.domain.ReportQuery.Subject;
import io.qingting.report.domain.Trend;
import io.qingting.report.domain.TrendQuery;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Presence and service time from history against the live board, which folds the same events. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class AgentTimeIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final long MINUTE = 60_000;
    private static final long DAY_START = Instant.parse("2004-06-01T16:00:00Z").toEpochMilli();
    private static final long DAY_END = DAY_START + 24 * 60 * MINUTE;
    private static final List<String> STATES =
            List.of("available", "busy", "wrapup", "break", "away", "offline", "unknown");

    @Inject
    EventLog log;

    @Inject
    Pool pool;

    @Inject
    FactLag facts;

    private final List<NewEvent> events = new ArrayList<>();
    private final String own = newId();
    private int source;

    @Test
    void whatHistorySaysOfAgentsTimeIsWhatTheBoardSays() {
        source = get(log.sourceId("/connectors/" + own));
        for (int seed = 0; seed < 4; seed++) {
            Random random = new Random(seed);
            String team = "team" + seed + own;
            events.clear();
            aDay(random, team, seed);
            List<NewEvent> shuffled = new ArrayList<>(events);
            Collections.shuffle(shuffled, random);
            // Twice a part of it, and in any order: as the log would take it.
            get(log.append(shuffled));
            get(log.append(shuffled.subList(0, shuffled.size() / 3)));
            Awaitility.await().atMost(LIMIT).until(() -> get(facts.now()).events() == 0);
            Board board = new Board(BoardConfig.defaults(ZONE), DAY_START - 1);
            MemoryLog memory = new MemoryLog();
            List<Event> decoded = shuffled.stream().map(EventCodec::decode).toList();
            memory.feed(board, decoded);

            long now = DAY_START + random.nextLong(20 * 60) * MINUTE + random.nextLong(MINUTE) + 4 * 60 * MINUTE;
            assertOnDuty(board, team, now, "seed " + seed);
            assertServiceTime(board, team, now, "seed " + seed);
        }
    }

    private void assertOnDuty(Board board, String team, long now, String when) {
        TrendQuery query = new TrendQuery(200, 30, List.of(), List.of(team));
        TrendStore.Terms terms =
                new TrendStore.Terms(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofHours(2), Map.of());
        List<Trend.Point> points = get(pool.withTransaction(tx -> TrendStore.points(tx, query, terms, now, DAY_START)));
        for (Trend.Point point : points) {
            assertThat(point.agentsOnDuty())
                    .as(when + " at " + Instant.ofEpochMilli(point.at()))
                    .isEqualTo(onDuty(team, Math.min(now, point.at() + MINUTE - 1), now));
        }
        board.advance(now);
        PresenceCounts counts = board.team(team).now().agents();
        Integer shown = counts == null || !counts.isKnown() ? null : Integer.valueOf(counts.onDuty());
        assertThat(points.getLast().agentsOnDuty()).as(when).isEqualTo(shown);
        assertThat(points).anyMatch(point -> point.agentsOnDuty() != null && point.agentsOnDuty() > 0);
    }

    /** Who was on duty at an instant as known at a later one: a source may say afterwards since when a state has held. */
    private @Nullable Integer onDuty(String team, long instant, long now) {
        Map<String, Event> newest = new TreeMap<>();
        events.stream()
                .map(EventCodec::decode)
                .filter(e -> e.detail() instanceof Event.Presence && team.equals(e.teamId()))
                .filter(e -> e.at() <= now && since(e) <= instant)
                .forEach(e -> newest.merge(Objects.requireNonNull(e.agentId()), e, (a, b) -> {
                    if (since(a) != since(b)) return since(a) > since(b) ? a : b;
                    if (a.at() != b.at()) return a.at() > b.at() ? a : b;
                    return a.id().compareTo(b.id()) > 0 ? a : b;
                }));
        List<String> states = newest.values().stream()
                .map(e -> ((Event.Presence) Objects.requireNonNull(e.detail()))
                        .state()
                        .wireName())
                .filter(state -> !state.equals("unknown"))
                .toList();
        return states.isEmpty()
                ? null
                : Integer.valueOf((int) states.stream()
                        .filter(state -> !state.equals("offline"))
                        .count());
    }

    private static long since(Event event) {
        return AgentFacts.since(event, (Event.Presence) Objects.requireNonNull(event.detail()));
    }

    private void assertServiceTime(Board board, String team, long now, String when) {
        List<String> agents = events.stream()
                .map(EventCodec::decode)
                .map(Event::agentId)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        Map<String, @Nullable Ratio> occupancy = new TreeMap<>();
        Map<String, @Nullable Ratio> concurrency = new TreeMap<>();
        Report report = read(Grouping.AGENT, agents, List.of(new Period("d", DAY_START, DAY_END)), now);
        report.rows().forEach(row -> {
            occupancy.put(row.key(), ratio(row.figures().get(Metric.OCCUPANCY)));
            concurrency.put(row.key(), ratio(row.figures().get(Metric.CONCURRENCY)));
        });
        for (String agent : agents) {
            AgentFigures figures = board.agent(agent);
            WindowFigures today = figures == null ? null : figures.windows().get("today");
            assertThat(occupancy.get(agent)).as(when + " " + agent).isEqualTo(today == null ? null : today.occupancy());
            assertThat(concurrency.get(agent))
                    .as(when + " " + agent)
                    .isEqualTo(today == null ? null : today.concurrency());
        }
        assertThat(occupancy.values()).anyMatch(Objects::nonNull);

        // Hours add up to the day, agents to all of them.
        List<Period> hours = new ArrayList<>();
        for (long at = DAY_START; at < DAY_END; at += 60 * MINUTE) hours.add(new Period("h", at, at + 60 * MINUTE));
        Report byHour = read(Grouping.ALL, agents, hours, now);
        assertThat(sum(byHour, Metric.OCCUPANCY)).isEqualTo(sum(report, Metric.OCCUPANCY));
        assertThat(sum(byHour, Metric.CONCURRENCY)).isEqualTo(sum(report, Metric.CONCURRENCY));
        Report byQueue = read(Grouping.QUEUE, agents, hours, now);
        assertThat(sum(byQueue, Metric.OCCUPANCY)).isEqualTo(Ratio.NONE);
    }

    private static Ratio sum(Report report, Metric metric) {
        long hits = 0;
        long total = 0;
        for (var row : report.rows()) {
            Ratio ratio = ratio(row.figures().get(metric));
            if (ratio == null) continue;
            hits += ratio.hits();
            total += ratio.total();
        }
        return new Ratio(hits, total);
    }

    private static @Nullable Ratio ratio(@Nullable Figure figure) {
        return figure instanceof Figure.Share share && share.ratio().total() > 0 ? share.ratio() : null;
    }

    private Report read(Grouping grouping, List<String> agents, List<Period> periods, long now) {
        ReportQuery query = new ReportQuery(
                Subject.AGENTS,
                PeriodUnit.DAY,
                grouping,
                periods,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                List.of(),
                List.of(),
                agents);
        ReportStore.Terms terms = new ReportStore.Terms(now, Duration.ofSeconds(5), Duration.ofDays(7), 10_000);
        return get(pool.withTransaction(tx -> ReportStore.read(tx, query, terms)));
    }

    /** A day of a few agents: presence with gaps, late words and two words for one instant; calls and chats side by side. */
    private void aDay(Random random, String team, int seed) {
        for (int a = 0; a < 5; a++) {
            String agent = "a" + a + "-" + seed + own;
            int words = random.nextInt(12);
            for (int i = 0; i < words; i++) {
                long at = DAY_START + random.nextLong(20 * 60) * MINUTE + 1000L * random.nextInt(3);
                String since = random.nextInt(3) == 0
                        ? ",\"since\":\"" + Instant.ofEpochMilli(at - random.nextInt(3) * MINUTE) + "\""
                        : "";
                add(
                        EventType.AGENT_PRESENCE_CHANGED,
                        at,
                        null,
                        "{\"agentId\":\"" + agent + "\",\"teamId\":\"" + team + "\",\"presence\":{\"state\":\""
                                + STATES.get(random.nextInt(STATES.size())) + "\"" + since + "}}");
            }
            for (int i = 0; i < 6; i++) {
                String contact = "c" + a + "-" + i + "-" + seed + own;
                String data = "{\"channel\":\""
                        + (random.nextInt(4) == 0 ? "email" : random.nextBoolean() ? "chat" : "voice")
                        + "\",\"queueId\":\"q" + own + "\",\"agentId\":\"" + agent + "\",\"teamId\":\"" + team + "\"";
                long begin = DAY_START - 60 * MINUTE + random.nextLong(22 * 60) * MINUTE;
                add(EventType.CONTACT_ACCEPTED, begin, contact, data + "}");
                long end = begin + random.nextLong(90) * MINUTE;
                if (random.nextInt(6) > 0)
                    add(EventType.CONTACT_CLOSED, end, contact, data + ",\"reason\":\"resolved\"}");
                if (random.nextInt(3) == 0) {
                    add(EventType.CONTACT_WRAPUP_STARTED, end, contact, data + "}");
                    add(EventType.CONTACT_WRAPUP_ENDED, end + random.nextLong(9) * MINUTE, contact, data + "}");
                }
            }
        }
    }

    private void add(EventType type, long at, @Nullable String contact, String data) {
        events.add(new NewEvent(source, newId(), type, at, null, contact, null, true, data));
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }
}
