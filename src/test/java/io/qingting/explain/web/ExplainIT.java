package io.qingting.explain.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.qingting.board.domain.Window;
import io.qingting.board.domain.WindowFigures;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.NewEvent;
import io.qingting.explain.domain.Explainable;
import io.qingting.explain.domain.Explainable.Form;
import io.qingting.explain.domain.Scope;
import io.qingting.explain.domain.WindowMetric;
import io.qingting.explain.web.ExplainFloor.Tag;
import io.qingting.fixture.FloorDay;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class ExplainIT {
    private static final Set<WindowMetric> NOT_IN_REPORTS = Set.of(
            WindowMetric.SCORE_ANSWERED,
            WindowMetric.SCORE_CSAT,
            WindowMetric.SCORE_FIRST_RESPONSE,
            WindowMetric.SCORE_RESPONSE,
            WindowMetric.SCORE_FIRST_CONTACT_RESOLUTION,
            WindowMetric.SCORE_QUALITY);

    @Inject
    ExplainFloor floor;

    @Inject
    Pool pool;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Test
    void theExplainedContributionsAddUpToTheReportOfEveryQueueAndAgent() {
        Instant day = now.minus(Duration.ofDays(12));
        Tag tag =
                floor.told(11, day.toEpochMilli(), day.plus(Duration.ofHours(2)).toEpochMilli(), 150);
        Map<String, Object> period = Map.of(
                "from", day.minus(Duration.ofHours(1)).toString(),
                "to", day.plus(Duration.ofHours(30)).toString());

        int compared = 0;
        for (int n = 0; n < FloorDay.QUEUES; n++) {
            compared += compare("queues", "queue", tag.queue(n), period);
        }
        for (int n = 0; n < FloorDay.AGENTS; n++) {
            compared += compare("agents", "agent", tag.agent(n), period);
        }
        for (String segment : List.of("vip", "new")) compared += compare("queues", "segment", segment, period);
        compared += compare("queues", "channel", "voice", period);
        assertThat(compared).isGreaterThan(300);
    }

    /** How many figures that hold something were compared. */
    private int compare(String report, String kind, String id, Map<String, Object> period) {
        Map<String, Object> query = with(period, Map.of("by", "total", "group", kind, kind, id));
        Map<String, Object> row = ExplainFloor.ok(
                        floor.admin().queryParams(query).get("/api/reports/" + report))
                .<List<Map<String, Object>>>get("rows")
                .getFirst();
        int compared = 0;
        for (WindowMetric metric : WindowMetric.values()) {
            Scope scope = Scope.of(Scope.Kind.ofWireName(kind).orElseThrow(), id);
            if (!metric.owners().allow(scope) || NOT_IN_REPORTS.contains(metric)) continue;
            JsonPath told = floor.figure(metric.wireName(), with(period, Map.of("scope", kind, "id", id)));
            Object shown = row.get(metric.wireName());
            assertThat(told.<Object>get("figure") == null)
                    .as(metric + " of " + id + ": " + shown + " told as " + told.prettify())
                    .isEqualTo(isNoData(shown));
            if (isNoData(shown)) continue;
            assertSame(metric, told, shown);
            compared++;
        }
        return compared;
    }

    private static boolean isNoData(@Nullable Object shown) {
        if (!(shown instanceof Map<?, ?> parts)) return shown == null;
        Object total = parts.containsKey("total") ? parts.get("total") : parts.get("count");
        return Objects.equals(total, 0);
    }

    private static void assertSame(WindowMetric metric, JsonPath told, @Nullable Object shown) {
        double numerator = told.getDouble("figure.numerator");
        if (shown instanceof Number count) {
            assertThat(numerator).as(metric.wireName()).isEqualTo(count.doubleValue());
            return;
        }
        Map<?, ?> parts = (Map<?, ?>) Objects.requireNonNull(shown);
        boolean points = metric.form() == Form.POINTS;
        double hits = points
                ? number(parts, "promoters") - number(parts, "detractors")
                : number(parts, metric.form() == Form.RATIO ? "hits" : "sum");
        boolean ofTotal = points || metric.form() == Form.RATIO;
        assertThat(numerator).as(metric.wireName()).isCloseTo(hits, within(1e-6 * Math.max(1, Math.abs(hits))));
        assertThat(told.getDouble("figure.denominator"))
                .as(metric.wireName())
                .isEqualTo(number(parts, ofTotal ? "total" : "count"));
        if (metric.form() != Form.DURATIONS) return;
        for (String percentile : List.of("p50", "p90", "p99")) {
            assertThat(told.getDouble("figure." + percentile)).isEqualTo(number(parts, percentile));
        }
    }

    private static double number(Map<?, ?> parts, String name) {
        return ((Number) Objects.requireNonNull(parts.get(name))).doubleValue();
    }

    @Test
    void aLiveFigureIsExplainedAtTheBoardsOwnPosition() {
        Tag tag = recent(12, 80);
        String queue = tag.queue(1);

        JsonPath told = floor.figure("serviceLevel", Map.of("scope", "queue", "id", queue, "window", "60m"));

        WindowFigures shown = floor.board(
                board -> Objects.requireNonNull(board.queue(queue).windows().get(Window.SIXTY_MINUTES.wireName())));
        assertThat(told.getDouble("figure.numerator"))
                .isEqualTo(Objects.requireNonNull(shown.serviceLevel()).hits())
                .isPositive();
        assertThat(told.getDouble("figure.denominator"))
                .isEqualTo(shown.serviceLevel().total());
        assertThat(told.getString("metric.total.en")).startsWith("answered + abandoned − short abandons");
        assertThat(told.getInt("metricsVersion")).isEqualTo(Explainable.VERSION);
        assertThat(told.getDouble("withinSeconds")).isEqualTo(30);
        assertThat(told.getString("position")).matches("\\d+");
    }

    @Test
    void whatIsHeardAfterwardsDoesNotChangeTheListOfAMomentThatIsOver() {
        Tag tag = recent(13, 60);
        Map<String, Object> query = Map.of("scope", "queue", "id", tag.queue(0), "window", "60m");
        JsonPath before = floor.figure("answered", query);
        Map<String, Object> sameMoment = with(query, Map.of("asOf", before.getString("asOf")));

        accepted(tag, "late-" + NewEvents.newId(), tag.queue(0), 90);

        assertThat(floor.figure("answered", query).getDouble("figure.numerator"))
                .isEqualTo(before.getDouble("figure.numerator") + 1);
        assertThat(floor.figure("answered", sameMoment).getDouble("figure.numerator"))
                .isEqualTo(before.getDouble("figure.numerator"));
        assertThat(floor.figure("answered", sameMoment).getString("position")).isEqualTo(before.getString("position"));
    }

    @Test
    void theListBehindAFigureIsPagedAndExportedWhole() {
        Tag tag = recent(14, 80);
        Map<String, Object> query = Map.of("scope", "queue", "id", tag.queue(2), "window", "60m");
        JsonPath told = floor.figure("serviceLevel", query);
        Map<String, Object> list = with(query, Map.of("asOf", told.getString("asOf")));

        List<Map<String, Object>> lines = pages("serviceLevel", list, 3);

        long contributions = told.getList("parts.contributions", Integer.class).stream()
                .mapToLong(Integer::longValue)
                .sum();
        assertThat(lines).hasSize((int) contributions).hasSizeGreaterThan(6);
        assertThat(new HashSet<>(lines)).hasSameSizeAs(lines);
        assertThat(lines).extracting(line -> (String) line.get("at")).isSorted();
        assertThat(lines.stream().filter(line -> "hit".equals(line.get("role"))))
                .hasSize((int) told.getDouble("figure.numerator"));
        assertThat(lines.stream().filter(line -> !"excluded".equals(line.get("role"))))
                .hasSize((int) told.getDouble("figure.denominator"));
        String csv = floor.admin()
                .queryParams(with(list, Map.of("language", "en")))
                .get("/api/explain/figures/serviceLevel/contacts.csv")
                .then()
                .statusCode(200)
                .header("Content-Disposition", "attachment; filename=\"serviceLevel-contacts.csv\"")
                .extract()
                .asString();
        assertThat(csv.strip().lines()).hasSize(lines.size() + 1);
        assertThat(csv).contains("answered in time");
    }

    private List<Map<String, Object>> pages(String metric, Map<String, Object> query, int limit) {
        List<Map<String, Object>> all = new ArrayList<>();
        String cursor = null;
        do {
            Map<String, Object> page = with(query, Map.of("limit", limit));
            if (cursor != null) page = with(page, Map.of("cursor", cursor));
            JsonPath found = floor.figure(metric + "/contacts", page);
            assertThat(found.getList("contacts")).hasSizeLessThanOrEqualTo(limit);
            all.addAll(found.getList("contacts"));
            cursor = found.getString("next");
        } while (cursor != null);
        return all;
    }

    @Test
    void everyFigureRecomputedFromTheLogIsEqual() {
        Tag tag = recent(15, 60);
        for (Explainable metric : Explainable.all()) {
            boolean ofPeople = metric.owners() == Explainable.Owners.PEOPLE;
            Map<String, Object> query = new HashMap<>(
                    ofPeople
                            ? Map.of("scope", "agent", "id", tag.agent(1))
                            : Map.of("scope", "queue", "id", tag.queue(1)));
            if (metric instanceof WindowMetric) query.put("window", "60m");

            JsonPath found = floor.figure(metric.wireName() + "/recomputation", query);

            assertThat(found.getString("verdict"))
                    .as(metric + ": " + found.prettify())
                    .isEqualTo("equal");
            assertThat(found.<Object>get("recomputed")).isEqualTo(found.get("told"));
        }
    }

    @Test
    void aFactThatTheLogDoesNotBearOutIsFound() {
        Tag tag = recent(16, 60);
        Map<String, Object> query = Map.of("scope", "queue", "id", tag.queue(0), "window", "60m");
        String contact = "lost-" + NewEvents.newId();
        accepted(tag, contact, tag.queue(0), 60);

        ExplainFloor.get(pool.preparedQuery(
                        "delete from contact_fact where source_id = $1 and contact_id = $2 and kind = 'ENTRY'")
                .execute(Tuple.of(tag.source(), contact)));
        JsonPath found = floor.figure("answered/recomputation", query);

        assertThat(found.getString("verdict")).isEqualTo("differs");
        assertThat(found.getBoolean("wholePeriod")).isTrue();
        assertThat(found.getDouble("recomputed.numerator")).isEqualTo(found.getDouble("told.numerator") + 1);
        assertThat(found.<Object>get("keptSinceAt")).isNull();
    }

    @Test
    void waitingCustomersAreListedAndAContactWithoutALinkTemplateHasNoLink() {
        Tag tag = recent(17, 10);
        String contact = "waits-" + NewEvents.newId();
        floor.append(List.of(event(tag, EventType.CONTACT_ENQUEUED, contact, 30, queue(tag.queue(3)))));
        Map<String, Object> query = Map.of("scope", "queue", "id", tag.queue(3));

        JsonPath length = floor.figure("queueLength", query);
        JsonPath list = floor.figure("queueLength/contacts", query);

        assertThat(length.getDouble("figure.numerator"))
                .isEqualTo((double) list.getList("contacts").size())
                .isPositive();
        assertThat(list.getList("contacts.contactId")).contains(contact);
        assertThat(list.<Object>get("contacts[0].link")).isNull();
        assertThat(floor.figure("longestWaitSinceAt", query).getString("figure.sinceAt"))
                .isEqualTo(list.getString("contacts[0].at"));
    }

    @Test
    void aContactIsLinkedByTheTemplateOfItsSourceInTheListAndInItsExport() {
        Tag tag = recent(18, 10);
        String contact = "waits/" + NewEvents.newId();
        floor.append(List.of(event(tag, EventType.CONTACT_ENQUEUED, contact, 30, queue(tag.queue(3)))));
        Map<String, Object> query = Map.of("scope", "queue", "id", tag.queue(3));
        String address = "https://desk.example.com/explain" + tag.name() + "/" + contact.replace("/", "%2F");

        floor.withContactLinks("https://desk.example.com/{source}/{contactId}", () -> {
            // Then: in the list, as soon as the source is known by its name here.
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(
                                    floor.figure("queueLength/contacts", query).getList("contacts.link"))
                            .contains(address));
            assertThat(floor.admin()
                            .queryParams(query)
                            .get("/api/explain/figures/queueLength/contacts.csv")
                            .then()
                            .statusCode(200)
                            .extract()
                            .asString())
                    .contains("," + address);
        });
    }

    @Test
    void wrongQuestionsAreRefusedByTheNameOfTheParameter() {
        refused("serviceLevel", Map.of("scope", "street", "window", "5m"), "/scope");
        refused("serviceLevel", Map.of("scope", "agent", "id", "amy", "window", "5m"), "/scope");
        refused("serviceLevel", Map.of("scope", "queue", "window", "5m"), "/id");
        refused("serviceLevel", Map.of("window", "7m"), "/window");
        refused("queueLength", Map.of("window", "5m"), "/window");
        refused("serviceLevel", Map.of("from", "2026-03-02"), "/to");
        refused("serviceLevel", Map.of("from", "2026-03-02", "to", "2026-03-01"), "/to");
        refused("answered", Map.of("window", "5m", "withinSeconds", 20), "/withinSeconds");
        refused("answered", Map.of("window", "5m", "asOf", "yesterday"), "/asOf");
        refused("answered/contacts", Map.of("window", "5m", "cursor", "first"), "/cursor");
        floor.admin().get("/api/explain/figures/happiness").then().statusCode(404);
    }

    private void refused(String metric, Map<String, ?> query, String pointer) {
        floor.admin()
                .queryParams(query)
                .get("/api/explain/figures/" + metric)
                .then()
                .statusCode(400)
                .body("pointer", org.hamcrest.Matchers.equalTo(pointer));
    }

    /** The half hour that is over, so that nothing leaves a window of an hour meanwhile. */
    private Tag recent(long seed, int contacts) {
        return floor.told(
                seed,
                now.minus(Duration.ofMinutes(40)).toEpochMilli(),
                now.minus(Duration.ofMinutes(3)).toEpochMilli(),
                contacts);
    }

    private void accepted(Tag tag, String contact, String queue, int secondsAgo) {
        floor.append(List.of(
                event(tag, EventType.CONTACT_ENQUEUED, contact, secondsAgo, queue(queue)),
                event(
                        tag,
                        EventType.CONTACT_ACCEPTED,
                        contact,
                        secondsAgo - 10,
                        queue(queue) + ",\"agentId\":\"" + tag.agent(1) + "\"")));
    }

    private static String queue(String queue) {
        return ",\"queueId\":\"" + queue + "\"";
    }

    private NewEvent event(Tag tag, EventType type, String contact, int secondsAgo, String more) {
        return new NewEvent(
                tag.source(),
                NewEvents.newId(),
                type,
                now.minusSeconds(secondsAgo).toEpochMilli(),
                null,
                contact,
                null,
                false,
                "{\"channel\":\"voice\"" + more + "}");
    }

    private static Map<String, Object> with(Map<String, ?> some, Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }
}
