package io.qingting.importing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.domain.CanonicalEvent;
import io.qingting.importing.app.MappingFile;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RowMapperTest {
    private static final String MAPPING = """
            name: calls
            zone: Asia/Shanghai
            skip:
              - {reason: test call, when: {queue: {startsWith: test}}}
            times:
              began: {columns: [day, time], format: dd.MM.yy HH:mm}
              answered:
                - {columns: [day, answer], format: dd.MM.yy HH:mm, none: ["-"], nextDay: {before: began, hours: 6}}
                - {at: began, plus: {column: wait, unit: clock}}
              ended: {latest: [began, answered], plus: {value: 30, unit: seconds}}
            fields:
              contactId: {columns: [site, id], separator: /}
              channel: {value: voice}
              queueId: {column: queue, map: {s: sales}, otherwise: other}
            events:
              - {type: contact.enqueued, at: began}
              - {type: contact.accepted, at: answered, when: {agent: {empty: false}}, fields: {agentId: agent}}
              - {type: contact.closed, at: ended, fields: {handleMs: {column: talk, unit: minutes}}}
            """;
    private static final List<String> COLUMNS =
            List.of("site", "id", "day", "time", "answer", "wait", "queue", "agent", "talk");

    private final RowMapper mapper = new RowMapper(MappingFile.parse(MAPPING));

    @Test
    void aRowGivesItsEventsWithLocalTimesAsInstants() {
        List<CanonicalEvent> events = events("bj", "7", "31.12.99", "09:00", "09:01", "", "s", "Li", "1.5");

        assertThat(events)
                .extracting(e -> Instant.ofEpochMilli(e.at()).toString())
                .containsExactly("1999-12-31T01:00:00Z", "1999-12-31T01:01:00Z", "1999-12-31T01:01:30Z");
        assertThat(events.get(0).json()).contains("\"contactId\":\"bj/7\"", "\"queueId\":\"sales\"");
        assertThat(events.get(1).json()).contains("\"agentId\":\"Li\"");
        assertThat(events.get(2).json()).contains("\"handleMs\":90000");
    }

    @Test
    void aTimeFarBeforeTheOtherIsTheNextDays() {
        assertThat(events("bj", "7", "31.12.24", "23:59", "00:01", "", "s", "Li", "1")
                        .get(1)
                        .at())
                .isEqualTo(Instant.parse("2024-12-31T16:01:00Z").toEpochMilli());
    }

    @Test
    void aMarkerOfNoTimeFallsBackToTheNextAlternative() {
        assertThat(events("bj", "7", "01.03.24", "10:00", "-", "0:01:05", "s", "Li", "1")
                        .get(1)
                        .at())
                .isEqualTo(Instant.parse("2024-03-01T02:01:05Z").toEpochMilli());
    }

    @Test
    void aRowThatTheMappingLeavesOutIsSkippedWithItsReason() {
        assertThat(map("bj", "7", "", "", "", "", "test-1", "", "")).isEqualTo(new RowOutcome.Skipped("test call"));
    }

    @Test
    void anUnreadableRowIsRefusedWithTheReason() {
        assertThat(map("bj", "7", "31.02.24", "10:00", "", "", "s", "", ""))
                .isEqualTo(
                        new RowOutcome.Refused("time \"began\" is not written as dd.MM.yy HH:mm: \"31.02.24 10:00\""));
        assertThat(map("bj", "7", "01.02.24", "10:00", "", "", "s", "", "lots"))
                .isEqualTo(new RowOutcome.Refused("handleMs is no length of time: \"lots\""));
        assertThat(map("", "", "01.02.24", "10:00", "", "", "s", "", ""))
                .isEqualTo(new RowOutcome.Refused("no contactId for contact.enqueued"));
    }

    @Test
    void theSameRowGivesTheSameIdsAndACorrectedOneKeepsThem() {
        List<CanonicalEvent> first = events("bj", "7", "01.03.24", "10:00", "10:01", "", "s", "Li", "1");
        List<CanonicalEvent> corrected = events("bj", "7", "01.03.24", "10:00", "10:01", "", "s", "Li", "2");
        List<CanonicalEvent> other = events("bj", "8", "01.03.24", "10:00", "10:01", "", "s", "Li", "1");

        assertThat(corrected)
                .extracting(CanonicalEvent::id)
                .isEqualTo(first.stream().map(CanonicalEvent::id).toList());
        assertThat(corrected.get(2).json()).isNotEqualTo(first.get(2).json());
        assertThat(other)
                .extracting(CanonicalEvent::id)
                .doesNotContainAnyElementsOf(
                        first.stream().map(CanonicalEvent::id).toList());
    }

    @Property
    void noRowMakesTheMapperThrow(@ForAll String id, @ForAll String day, @ForAll String time, @ForAll String wait) {
        assertThat(map("x", id, day, time, "-", wait, "s", "Li", wait)).isNotNull();
        assertThat(map("x", id, "01.03.24", "10:00", time, wait, "s", "Li", "1"))
                .isNotNull();
    }

    private List<CanonicalEvent> events(String... values) {
        return ((RowOutcome.Events) map(values)).events();
    }

    private RowOutcome map(String... values) {
        return mapper.map(new Row(Row.Columns.of(COLUMNS), Arrays.asList(values), 2));
    }
}
