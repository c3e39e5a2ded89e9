package io.qingting.report.app;

import static io.qingting.fixture.NewEvents.newId;
import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.board.app.LiveBoard;
import io.qingting.board.domain.Board;
import io.qingting.board.domain.Rolling;
import io.qingting.board.domain.ServiceScore.Parts;
import io.qingting.contact.domain.ContactFold;
import io.qingting.contact.domain.FirstContactResolution;
import io.qingting.contact.domain.FirstContactResolution.Begin;
import io.qingting.contact.domain.FirstContactResolution.Close;
import io.qingting.contact.domain.FirstContactResolution.Result;
import io.qingting.contact.domain.Outcome;
import io.qingting.contact.domain.Span;
import io.qingting.contact.domain.SpanKind;
import io.qingting.event.app.EventCodec;
import io.qingting.event.app.EventLog;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.NewEvent;
import io.qingting.fixture.FloorScript;
import io.qingting.fixture.PostgresResource;
import io.qingting.history.app.FactLag;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.ContactKey;
import io.qingting.kernel.Mean;
import io.qingting.site.app.SiteConfiguration;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class RollingScoresIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final long X = 30_000;
    private static final Instant START = Instant.parse("2003-03-01T00:00:00Z");

    @Inject
    EventLog log;

    @Inject
    Pool pool;

    @Inject
    FactLag facts;

    @Inject
    RollingScores scores;

    @Inject
    LiveBoard live;

    @Inject
    BusinessClock clock;

    @Inject
    SiteConfiguration site;

    @Inject
    ReportSettings settings;

    private final List<NewEvent> appended = new ArrayList<>();
    private String own = "";
    private int source;

    @BeforeEach
    void nothingWasSummedUp() {
        own = newId();
        source = get(log.sourceId("/connectors/" + own));
        run("update rolling_state set as_of = null, closed_to = 'epoch'");
        run("delete from rolling_stale");
        run("delete from score_hour");
        run("delete from resolution_hour");
    }

    @Test
    void hourlyRefreshesWithLateEventsBetweenThemEqualARecomputation() {
        for (int seed = 0; seed < 3; seed++) {
            nothingWasSummedUp();
            appended.clear();
            Random random = new Random(seed);
            List<NewEvent> rest = new ArrayList<>(someWeeks(random));
            Collections.shuffle(rest, random);
            long hour = START.toEpochMilli();
            while (!rest.isEmpty()) {
                int n = Math.min(rest.size(), 40 + random.nextInt(60));
                append(rest.subList(0, n));
                rest.subList(0, n).clear();

                assertThat(get(scores.refresh(hour + random.nextLong(HOUR)))).isTrue();

                assertShown(hour, "seed " + seed + ", " + rest.size() + " events to come");
                hour += HOUR * (1 + random.nextInt(random.nextBoolean() ? 3 : 60));
            }
        }
    }

    @Test
    void untilTheHourIsOverAgainNothingIsSummedUpTwice() {
        append(someWeeks(new Random(7)));
        long hour = START.toEpochMilli();

        assertThat(get(scores.refresh(hour))).isTrue();
        assertThat(get(scores.refresh(hour + HOUR - 1))).isFalse();
        assertThat(get(scores.refresh(hour + HOUR))).isTrue();
    }

    @Test
    void aFreshInstanceShowsWhatWasSummedUpBefore() {
        append(someWeeks(new Random(8)));
        long hour = START.toEpochMilli();
        get(scores.refresh(hour));
        get(scores.read());

        RollingScores fresh = new RollingScores(pool, log, live, clock, site, settings);
        assertThat(fresh.shown()).isNull();
        get(fresh.read());

        assertThat(fresh.shown()).isEqualTo(scores.shown());
        Rolling shown = Objects.requireNonNull(fresh.shown());
        assertThat(shown.at()).isEqualTo(START);
        assertThat(shown.agents().keySet()).anyMatch(agent -> agent.endsWith(own));
    }

    private void assertShown(long hour, String when) {
        get(scores.read());
        Rolling shown = Objects.requireNonNull(scores.shown());
        assertThat(shown.at().toEpochMilli()).isEqualTo(hour);
        Map<String, Parts> agents = new TreeMap<>(shown.agents());
        agents.keySet().removeIf(agent -> !agent.endsWith(own));
        agents.values().removeIf(Parts.NONE::equals);
        assertThat(agents).as(when).isEqualTo(recomputedAgents(hour));
        Map<String, Result> queues = new TreeMap<>(shown.queues());
        queues.keySet().removeIf(queue -> !queue.endsWith(own));
        Map<String, Result> recomputed = recomputedQueues(hour);
        // Other tests may have contacts without a queue too.
        recomputed.remove(Board.NO_QUEUE);
        assertThat(queues).as(when).isEqualTo(recomputed);
    }

    // The floor: contacts over seven weeks around the start, answered or not, some rated, reviewed, reopened, excluded.

    private List<NewEvent> someWeeks(Random random) {
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            FloorScript floor = new FloorScript(
                    source,
                    "q" + random.nextInt(2) + own,
                    ZONE,
                    START.atZone(ZONE).toLocalDate().minusDays(38 - random.nextInt(45)));
            floor.by(random.nextBoolean() ? "voice" : "chat");
            if (random.nextInt(5) > 0) floor.of("customer" + random.nextInt(12) + own);
            contact(floor, "c" + i + own, random);
            events.addAll(floor.events());
        }
        return events;
    }

    private void contact(FloorScript floor, String id, Random random) {
        // Some begin on the hour to the second, where the edges are.
        int time = random.nextInt(3) == 0 ? 3600 * random.nextInt(20) : random.nextInt(72_000);
        String topic = random.nextInt(3) == 0 ? "" : ",\"topic\":\"t" + random.nextInt(2) + "\"";
        String agent = "a" + random.nextInt(3) + own;
        floor.event(text(time), EventType.CONTACT_ENQUEUED, id, topic);
        floor.customerWrote(text(time), id);
        if (random.nextInt(6) == 0) {
            floor.abandoned(text(time + random.nextInt(90)), id);
            return;
        }
        int accepted = time + random.nextInt(60);
        floor.accepted(text(accepted), id, agent);
        int replied = accepted + random.nextInt(60);
        if (random.nextInt(5) > 0) floor.agentWrote(text(replied), id, agent);
        floor.customerWrote(text(replied + 10), id);
        if (random.nextInt(4) == 0) return;
        int closed = random.nextInt(3) == 0 ? 3600 * (1 + (replied + 20) / 3600) : replied + 20 + random.nextInt(600);
        floor.closed(text(closed), id, agent, 0);
        if (random.nextBoolean()) floor.rated(text(closed + random.nextInt(5_000)), id, 1 + random.nextInt(5));
        if (random.nextInt(4) == 0)
            floor.event(
                    text(closed + 30),
                    EventType.REVIEW_SCORED,
                    id,
                    ",\"agentId\":\"" + agent + "\",\"review\":{\"id\":\"r\",\"sheet\":\"s\",\"score\":"
                            + random.nextInt(101) + "}");
        if (random.nextInt(8) == 0)
            floor.event(
                    text(closed + 60),
                    EventType.SCORE_EXCLUDED,
                    id,
                    ",\"exclusion\":{\"agentId\":\"" + agent + "\",\"reason\":\"appeal\",\"by\":\"lead\"}");
        if (random.nextInt(6) == 0)
            floor.event(text(closed + random.nextInt(5_000)), EventType.CONTACT_REOPENED, id, ",\"cycle\":1");
    }

    private static String text(int secondOfDay) {
        return LocalTime.ofSecondOfDay(secondOfDay).toString();
    }

    // METRICS.md applied to all spans by filters and sums.

    private Map<ContactKey, List<Span>> spans() {
        Map<ContactKey, List<Event>> events = appended.stream()
                .map(EventCodec::decode)
                .filter(event -> event.contactId() != null)
                .collect(Collectors.groupingBy(Event::contact));
        Map<ContactKey, List<Span>> spans = new HashMap<>();
        events.forEach((key, all) -> spans.put(key, ContactFold.fold(all).spans()));
        return spans;
    }

    private Map<String, Parts> recomputedAgents(long hour) {
        Map<String, Parts> agents = new TreeMap<>();
        spans().values()
                .forEach(all -> all.forEach(span -> {
                    if (span.agentId() != null && !span.has(Span.EXCLUDED_FLAG))
                        agents.merge(span.agentId(), parts(span, hour), Parts::plus);
                }));
        resolutions(hour, (close, span) -> span.has(Span.EXCLUDED_FLAG) ? null : span.agentId())
                .forEach((agent, result) -> agents.merge(
                        agent,
                        new Parts(
                                Mean.NONE, Mean.NONE, Mean.NONE, new Mean(result.hits(), result.total()), Mean.NONE, 0),
                        Parts::plus));
        agents.values().removeIf(Parts.NONE::equals);
        return agents;
    }

    private static Parts parts(Span span, long hour) {
        boolean isIn = isIn(span.at(), hour) && !span.isOpen();
        Mean one = isIn ? new Mean(span.value() / 1e6, 1) : Mean.NONE;
        return switch (span.kind()) {
            case ENTRY ->
                new Parts(
                        Mean.NONE,
                        Mean.NONE,
                        Mean.NONE,
                        Mean.NONE,
                        Mean.NONE,
                        isIn && span.outcome() == Outcome.ANSWERED ? 1 : 0);
            case CSAT -> new Parts(one, Mean.NONE, Mean.NONE, Mean.NONE, Mean.NONE, 0);
            case REVIEW -> new Parts(Mean.NONE, Mean.NONE, Mean.NONE, Mean.NONE, one, 0);
            case AGENT_FIRST_RESPONSE -> new Parts(Mean.NONE, wait(span, hour), Mean.NONE, Mean.NONE, Mean.NONE, 0);
            case AGENT_RESPONSE -> new Parts(Mean.NONE, Mean.NONE, wait(span, hour), Mean.NONE, Mean.NONE, 0);
            default -> Parts.NONE;
        };
    }

    private static Mean wait(Span span, long hour) {
        boolean isLong = span.isOpen() || span.lengthMillis() > X;
        if (isLong) return isIn(span.startedAt() + X, hour) ? new Mean(0, 1) : Mean.NONE;
        return span.outcome() == Outcome.REPLIED && isIn(span.at(), hour) ? new Mean(1, 1) : Mean.NONE;
    }

    private static boolean isIn(long at, long hour) {
        return at >= hour - 30 * DAY && at < hour;
    }

    private Map<String, Result> recomputedQueues(long hour) {
        return resolutions(hour, (close, span) -> span.queueId() == null ? Board.NO_QUEUE : span.queueId());
    }

    private interface Place {
        @Nullable
        String of(Close close, Span span);
    }

    private Map<String, Result> resolutions(long hour, Place place) {
        Map<ContactKey, List<Span>> spans = spans();
        List<Begin> begins = new ArrayList<>();
        spans.forEach((key, all) -> all.stream()
                .filter(span -> span.kind() == SpanKind.CONTACT)
                .forEach(span -> begins.add(new Begin(key, span.at(), span.customerKey(), span.topic()))));
        Map<String, Result> results = new TreeMap<>();
        spans.forEach((key, all) -> all.forEach(span -> {
            if (span.kind() != SpanKind.CLOSED || span.at() <= hour - 30 * DAY || span.at() > hour) return;
            Long reopenedAt = all.stream()
                    .filter(other -> other.kind() == SpanKind.REOPENED && other.at() >= span.at())
                    .map(Span::at)
                    .min(Long::compare)
                    .orElse(null);
            boolean resolved = span.outcome() == Outcome.RESOLVED;
            Close close =
                    new Close(key, span.cycle(), span.at(), resolved, reopenedAt, span.customerKey(), span.topic());
            Result result = FirstContactResolution.settleAll(
                    List.of(close), begins, FirstContactResolution.DEFAULT_WITHIN_MILLIS, hour);
            String where = place.of(close, span);
            if (where != null && !result.equals(Result.NONE)) results.merge(where, result, Result::plus);
        }));
        return results;
    }

    private void append(List<NewEvent> events) {
        appended.addAll(events);
        get(log.append(events));
        Awaitility.await().atMost(LIMIT).until(() -> get(facts.now()).events() == 0);
    }

    private void run(String sql) {
        get(pool.query(sql).execute());
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }
}
