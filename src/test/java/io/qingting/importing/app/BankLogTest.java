package io.qingting.importing.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.importing.domain.LogMapping;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The mapping of the bank's log against figures that were computed independently of this project. */
class BankLogTest {
    private static final Path DATA = Path.of("..", "shared", "data", "anonymous-bank");
    private static final ZoneId ZONE = ZoneId.of("Asia/Jerusalem");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theEventsOfTheBanksLogGiveTheExpectedCountsAndSumsOfEveryDayQueueAndAgent() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(DATA), "shared data absent: " + DATA);
        // Given
        LogMapping mapping = bankMapping();
        List<Path> months;
        try (var files = Files.list(DATA)) {
            months =
                    files.filter(f -> f.toString().endsWith(".txt.gz")).sorted().toList();
        }
        Figures figures = new Figures();
        ReadSummary summary;

        // When
        try (MappedLog log = MappedLog.read(months, mapping, bytes -> {})) {
            summary = log.summary();
            long last = Long.MIN_VALUE;
            for (Iterator<MappedEvent> events = log.events(); events.hasNext(); ) {
                MappedEvent event = events.next();
                assertThat(event.event().at()).isGreaterThanOrEqualTo(last);
                last = event.event().at();
                figures.add(JSON.readTree(event.event().json()));
            }
        }

        // Then
        assertThat(summary.rows()).isEqualTo(135_780);
        assertThat(summary.refused()).isZero();
        assertThat(summary.skipped().get("phantom call")).isEqualTo(1_230);
        assertThat(summary.contacts())
                .isEqualTo(135_780 - 1_230 - summary.skipped().getOrDefault("left in the menu", 0L));
        assertThat(figures.queues)
                .isEqualTo(expected(
                        "expected_queues_by_day.csv",
                        List.of(
                                "offered",
                                "answered",
                                "abandoned",
                                "short_abandons",
                                "wait_sum_s",
                                "handled",
                                "handle_sum_s")));
        assertThat(figures.agents)
                .isEqualTo(expected("expected_agents_by_day.csv", List.of("handled", "handle_sum_s")));
    }

    private static LogMapping bankMapping() throws IOException {
        try (InputStream in = BankLogTest.class.getResourceAsStream("/mappings/anonymous-bank.yaml")) {
            return MappingFile.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Map<String, List<Long>> expected(String file, List<String> columns) throws IOException {
        Map<String, List<Long>> rows = new TreeMap<>();
        try (BufferedReader in = Files.newBufferedReader(DATA.resolve(file))) {
            List<String> header = List.of(in.readLine().split(","));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] values = line.split(",");
                rows.put(
                        values[0] + " " + values[1],
                        columns.stream()
                                .map(c -> Long.parseLong(values[header.indexOf(c)]))
                                .toList());
            }
        }
        return rows;
    }

    /** Counts by day, straight from the events: offered by the begin, the wait's end by its end, handled by the close. */
    private static final class Figures {
        private final Map<String, List<Long>> queues = new TreeMap<>();
        private final Map<String, List<Long>> agents = new TreeMap<>();
        private final Map<String, Instant> begins = new HashMap<>();

        void add(JsonNode event) {
            Instant at = Instant.parse(event.path("time").asText());
            LocalDate day = at.atZone(ZONE).toLocalDate();
            JsonNode data = event.path("data");
            String contact = data.path("contactId").asText();
            String queue = data.path("queueId").asText();
            switch (event.path("type").asText()) {
                case "contact.enqueued" -> {
                    begins.put(contact, at);
                    queue(day, queue, 1, 0, 0, 0, 0, 0, 0);
                }
                case "contact.accepted" -> queue(day, queue, 0, 1, 0, 0, wait(contact, at), 0, 0);
                case "contact.abandoned" -> queue(day, queue, 0, 0, 1, wait(contact, at) < 5 ? 1 : 0, 0, 0, 0);
                case "contact.closed" -> {
                    long seconds = data.path("handleMs").asLong() / 1000;
                    if (seconds == 0) return;
                    queue(day, queue, 0, 0, 0, 0, 0, 1, seconds);
                    if (data.has("agentId"))
                        add(agents, day + " " + data.path("agentId").asText(), 1, seconds);
                }
                default -> throw new AssertionError("unexpected " + event);
            }
        }

        private long wait(String contact, Instant end) {
            return end.getEpochSecond()
                    - begins.getOrDefault(contact, Instant.MAX).getEpochSecond();
        }

        private void queue(LocalDate day, String queue, long... figures) {
            add(queues, day + " " + queue, figures);
            add(queues, day + " *", figures);
        }

        private static void add(Map<String, List<Long>> into, String key, long... figures) {
            List<Long> sums = new ArrayList<>();
            List<Long> before = into.get(key);
            for (int i = 0; i < figures.length; i++) sums.add(figures[i] + (before == null ? 0 : before.get(i)));
            into.put(key, sums);
        }
    }
}
