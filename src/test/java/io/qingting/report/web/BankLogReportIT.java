package io.qingting.report.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.event.domain.NewEvent;
import io.qingting.fixture.BankJanuary;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.qingting.importing.app.MappedEvent;
import io.qingting.importing.app.MappedLog;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Four months of a real call centre against figures that were computed independently of this project. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class BankLogReportIT {
    private static final Path DATA = Path.of("..", "shared", "data", "anonymous-bank");
    private static final int BATCH = 2_000;

    @Inject
    ReportCalls calls;

    @Inject
    ObjectMapper json;

    @AfterEach
    void theUsualZone() {
        calls.zone("Asia/Shanghai", 0);
    }

    @Test
    void theReportsOfTheBanksLogEqualTheExpectedFiguresOfEveryDayQueueAndAgent() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(DATA), "shared data absent: " + DATA);
        calls.zone("Asia/Jerusalem", 0);
        importTheLog();
        calls.awaitFacts(Duration.ofMinutes(5));

        Map<String, Map<String, String>> queues = expected("expected_queues_by_day.csv", "queue");
        Map<String, Map<String, String>> agents = expected("expected_agents_by_day.csv", "agent");
        List<String> names = queues.keySet().stream()
                .map(key -> key.substring(11))
                .filter(name -> !name.equals("*"))
                .distinct()
                .toList();
        Map<String, Object> range = Map.of("from", "1999-01-01", "to", "1999-05-10", "queue", names);

        Map<String, JsonNode> found = new TreeMap<>();
        Map<String, JsonNode> at20 = new TreeMap<>();
        rows(found, calls.get("/api/reports/queues", range), "queueId");
        rows(found, calls.get("/api/reports/queues", with(range, "group", "all")), "all");
        rows(at20, calls.get("/api/reports/queues", with(range, "serviceLevelSeconds", 20)), "queueId");
        Map<String, Object> all20 = with(with(range, "group", "all"), "serviceLevelSeconds", 20);
        rows(at20, calls.get("/api/reports/queues", all20), "all");
        assertThat(found.keySet()).containsExactlyElementsOf(queues.keySet());
        SoftAssertions check = new SoftAssertions();
        queues.forEach((key, row) -> checkQueue(check, key, row, of(found, key), of(at20, key)));

        Map<String, JsonNode> ofAgents = new TreeMap<>();
        rows(ofAgents, calls.get("/api/reports/agents", range), "agentId");
        agents.forEach((key, row) -> {
            equal(check, key, row, "handled", number(of(ofAgents, key), "handled"));
            equal(check, key, row, "handle_sum_s", number(of(ofAgents, key), "handleSeconds.sum"));
        });
        ofAgents.forEach((key, row) -> {
            if (!agents.containsKey(key))
                check.assertThat(number(row, "handled")).as(key).isZero();
        });
        check.assertAll();
    }

    private static void checkQueue(
            SoftAssertions check, String key, Map<String, String> row, JsonNode found, JsonNode at20) {
        equal(check, key, row, "offered", number(found, "offered"));
        equal(check, key, row, "answered", number(found, "answered"));
        equal(check, key, row, "abandoned", number(found, "abandoned"));
        equal(check, key, row, "short_abandons", number(found, "shortAbandons"));
        equal(check, key, row, "service_level_20s_num", number(at20, "serviceLevel.hits"));
        equal(check, key, row, "service_level_30s_num", number(found, "serviceLevel.hits"));
        equal(check, key, row, "service_level_den", number(found, "serviceLevel.total"));
        equal(check, key, row, "service_level_den", number(at20, "serviceLevel.total"));
        equal(check, key, row, "wait_sum_s", number(found, "waitSeconds.sum"));
        equal(check, key, row, "handled", number(found, "handled"));
        equal(check, key, row, "handle_sum_s", number(found, "handleSeconds.sum"));
        close(check, key, row, "wait_p50_s", found, "waitSeconds.p50");
        close(check, key, row, "wait_p90_s", found, "waitSeconds.p90");
    }

    private static void equal(SoftAssertions check, String key, Map<String, String> row, String column, double found) {
        check.assertThat(found).as(key + " " + column).isEqualTo(Double.parseDouble(of(row, column)));
    }

    private static void close(
            SoftAssertions check, String key, Map<String, String> row, String column, JsonNode found, String field) {
        String text = of(row, column);
        if (text.isEmpty()) {
            check.assertThat(found.at(pointer(field)).isNull())
                    .as(key + " " + column)
                    .isTrue();
            return;
        }
        double expected = Double.parseDouble(text);
        check.assertThat(Math.abs(number(found, field) - expected))
                .as(key + " " + column)
                .isLessThanOrEqualTo(Math.max(1, expected * 0.01));
    }

    private static double number(JsonNode row, String field) {
        JsonNode value = row.at(pointer(field));
        assertThat(value.isNumber()).as(field + " of " + row).isTrue();
        return value.asDouble();
    }

    private static String pointer(String field) {
        return '/' + field.replace('.', '/');
    }

    private static <T> T of(Map<String, T> map, String key) {
        return Objects.requireNonNull(map.get(key), key);
    }

    private static Map<String, Object> with(Map<String, Object> parameters, String name, Object value) {
        Map<String, Object> more = new TreeMap<>(parameters);
        more.put(name, value);
        return more;
    }

    private void rows(Map<String, JsonNode> into, Response report, String field) throws IOException {
        for (JsonNode row : json.readTree(
                        report.then().statusCode(200).extract().asByteArray())
                .get("rows")) {
            into.put(row.get("period").asText() + ' ' + row.get(field).asText(), row);
        }
    }

    private static Map<String, Map<String, String>> expected(String file, String name) throws IOException {
        Map<String, Map<String, String>> rows = new TreeMap<>();
        List<String> lines = Files.readAllLines(DATA.resolve(file));
        String[] header = lines.getFirst().split(",", -1);
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split(",", -1);
            Map<String, String> row = new TreeMap<>();
            for (int i = 0; i < header.length; i++) row.put(header[i], values[i]);
            rows.put(row.get("day") + ' ' + row.get(name), row);
        }
        return rows;
    }

    private void importTheLog() throws IOException {
        int source = calls.source("bank-" + NewEvents.newId());
        List<Path> months;
        try (Stream<Path> files = Files.list(DATA)) {
            months =
                    files.filter(f -> f.toString().endsWith(".txt.gz")).sorted().toList();
        }
        try (MappedLog log = MappedLog.read(months, BankJanuary.mapping(), bytes -> {})) {
            List<NewEvent> batch = new ArrayList<>(BATCH);
            for (Iterator<MappedEvent> events = log.events(); events.hasNext(); ) {
                batch.add(BankJanuary.logged(source, events.next().event()));
                if (batch.size() < BATCH && events.hasNext()) continue;
                calls.append(batch);
                batch.clear();
            }
        }
    }
}
