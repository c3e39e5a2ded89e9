package io.qingting.contact.domain;

import static io.qingting.fixture.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Four months of a real call centre: the spans of its contacts give the figures computed independently of this project. */
class BankLogTest {
    private static final Path DATA = Path.of("../shared/data/anonymous-bank");
    private static final ZoneId ZONE = ZoneId.of("Asia/Jerusalem");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuMMdd");

    /** Offered, answered, abandoned, short, hits at 20 and at 30 s, total, wait sum, handled, handle sum. */
    private static final int COLUMNS = 10;

    private final TreeMap<String, long[]> queues = new TreeMap<>();
    private final TreeMap<String, long[]> agents = new TreeMap<>();
    private int ids;

    @Test
    void theBanksDaysAreAsComputedIndependently() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "shared data absent: " + DATA);
        try (Stream<Path> files = Files.list(DATA)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".txt.gz")).sorted().toList()) read(file);
        }
        TreeMap<String, long[]> expected = new TreeMap<>();
        for (String line : Files.readAllLines(DATA.resolve("expected_queues_by_day.csv")).stream()
                .skip(1)
                .toList()) {
            String[] c = line.split(",");
            int[] columns = {2, 3, 4, 5, 6, 7, 8, 9, 13, 14};
            expected.put(
                    c[0] + "," + c[1],
                    Arrays.stream(columns).mapToLong(i -> number(c, i)).toArray());
        }
        compare(queues, expected);
        TreeMap<String, long[]> people = new TreeMap<>();
        for (String line : Files.readAllLines(DATA.resolve("expected_agents_by_day.csv")).stream()
                .skip(1)
                .toList()) {
            String[] c = line.split(",");
            people.put(c[0] + "," + c[1], new long[] {number(c, 2), number(c, 3)});
        }
        compare(agents, people);
    }

    private static long number(String[] columns, int i) {
        return columns[i].isEmpty() ? 0 : Math.round(Double.parseDouble(columns[i]));
    }

    private static void compare(TreeMap<String, long[]> actual, TreeMap<String, long[]> expected) {
        actual.values().removeIf(row -> Arrays.stream(row).allMatch(v -> v == 0));
        expected.values().removeIf(row -> Arrays.stream(row).allMatch(v -> v == 0));
        List<String> differences = new ArrayList<>();
        TreeMap<String, long[]> all = new TreeMap<>(actual);
        all.putAll(expected);
        for (String key : all.keySet()) {
            if (Arrays.equals(actual.get(key), expected.get(key))) continue;
            differences.add(
                    key + " " + Arrays.toString(actual.get(key)) + " not " + Arrays.toString(expected.get(key)));
        }
        assertThat(differences.stream().limit(20)).isEmpty();
        assertThat(expected).isNotEmpty();
    }

    private void read(Path file) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.ISO_8859_1))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) call(line.split("\t"));
        }
    }

    private void call(String[] c) {
        String queue = c[4].trim();
        String outcome = c[12].trim();
        String server = c[16].trim();
        long start = seconds(c[9]);
        long wait = Long.parseLong(c[11].trim());
        boolean noQueue = start == 0 && wait == 0;
        if (outcome.equals("PHANTOM") || outcome.equals("HANG") && noQueue) return;
        LocalDate day = LocalDate.parse(c[5].trim(), DATE).withYear(1999);
        long entry = seconds(c[6]);
        long serviceStart = seconds(c[13]);
        boolean isAgent = outcome.equals("AGENT");
        long enqueue = noQueue ? (serviceStart != 0 ? serviceStart : seconds(c[7])) : start;
        enqueue = sameNight(enqueue, entry);
        long decided = enqueue + (noQueue ? 0 : wait);
        String contact = c[0] + "-" + c[1];
        List<Event> events = new ArrayList<>();
        events.add(next(EventType.CONTACT_ENQUEUED, contact, day, enqueue)
                .queue(queue)
                .build());
        if (isAgent) {
            String agent = server.startsWith("NO_SERVER") ? null : server;
            long service = Long.parseLong(c[15].trim());
            long begin = serviceStart == 0 ? enqueue : sameNight(serviceStart, entry);
            long close = Math.max(decided, begin + service);
            events.add(next(EventType.CONTACT_ACCEPTED, contact, day, decided)
                    .agent(agent)
                    .build());
            events.add(next(EventType.CONTACT_CLOSED, contact, day, close)
                    .agent(agent)
                    .reason("resolved")
                    .handle(service * 1000)
                    .build());
        } else
            events.add(next(EventType.CONTACT_ABANDONED, contact, day, decided).build());
        Folded folded = ContactFold.fold(events);
        assertThat(folded.anomalies()).isEmpty();
        for (Span span : folded.spans()) count(span);
    }

    private io.qingting.fixture.EventBuilder next(EventType type, String contact, LocalDate day, long second) {
        long at = day.plusDays(second / 86_400)
                .atTime(LocalTime.ofSecondOfDay(second % 86_400))
                .atZone(ZONE)
                .toInstant()
                .toEpochMilli();
        return event("e" + ids++, type).of(contact).on(Channel.VOICE).at(at);
    }

    /** A time over 12 h before the call's first instant is the next day's. */
    private static long sameNight(long second, long entry) {
        return entry - second > 12 * 3600 ? second + 86_400 : second;
    }

    private static long seconds(String time) {
        String[] parts = time.trim().split(":");
        return Long.parseLong(parts[0]) * 3600 + Long.parseLong(parts[1]) * 60 + Long.parseLong(parts[2]);
    }

    private void count(Span span) {
        if (span.kind() == SpanKind.ENTRY) {
            add(span.startedAt(), span, 0, 1);
            long wait = span.lengthMillis() / 1000;
            if (span.outcome() == Outcome.ANSWERED) {
                add(span.at(), span, 1, 1);
                add(span.at(), span, 4, wait <= 20 ? 1 : 0);
                add(span.at(), span, 5, wait <= 30 ? 1 : 0);
                add(span.at(), span, 6, 1);
                add(span.at(), span, 7, wait);
            } else {
                add(span.at(), span, 2, 1);
                add(span.at(), span, wait < 5 ? 3 : 6, 1);
            }
        } else if (span.kind() == SpanKind.LEG && span.value() > 0) {
            add(span.at(), span, 8, 1);
            add(span.at(), span, 9, span.value() / 1000);
            if (span.agentId() == null) return;
            long[] row = agents.computeIfAbsent(day(span.at()) + "," + span.agentId(), k -> new long[2]);
            row[0]++;
            row[1] += span.value() / 1000;
        }
    }

    private void add(long at, Span span, int column, long amount) {
        for (String queue : new String[] {"*", String.valueOf(span.queueId())}) {
            queues.computeIfAbsent(day(at) + "," + queue, k -> new long[COLUMNS])[column] += amount;
        }
    }

    private static String day(long at) {
        return Instant.ofEpochMilli(at).atZone(ZONE).toLocalDate().toString();
    }
}
