package io.qingting.importing.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import io.qingting.contact.domain.ContactFold;
import io.qingting.contact.domain.Folded;
import io.qingting.contact.domain.Outcome;
import io.qingting.contact.domain.SpanKind;
import io.qingting.event.app.EventCodec;
import io.qingting.event.domain.Event;
import io.qingting.importing.domain.LogMapping;
import io.qingting.ingest.domain.Admission;
import io.qingting.ingest.domain.Decoded;
import io.qingting.ingest.domain.EventDecoder;
import io.qingting.ingest.domain.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingExamplesTest {
    private static final Path MAPPINGS = Path.of("src", "main", "resources", "mappings");
    private static final EventDecoder DECODER = new EventDecoder(key -> "hash of " + key);

    @TempDir
    Path folder;

    @Test
    void theExampleInTheChatMappingIsReadAsItSays() throws IOException {
        // Given
        Path file = MAPPINGS.resolve("chat-messages.yaml");
        List<String> rows = Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("#   "))
                .map(line -> line.substring(4))
                .toList();
        Path log = Files.write(folder.resolve("chats.csv"), rows);

        // When
        Folded folded = ContactFold.fold(events(log, MappingFile.read(file)));

        // Then
        assertThat(rows).hasSize(7);
        assertThat(folded.anomalies()).isEmpty();
        assertThat(folded.spans().stream().filter(s -> s.kind() == SpanKind.ENTRY))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.queueId()).isEqualTo("售前咨询");
                    assertThat(entry.outcome()).isEqualTo(Outcome.ANSWERED);
                    assertThat(entry.lengthMillis()).isEqualTo(10_000);
                });
    }

    @Test
    void aCallOfTheBanksLogIsTakenByIngestAndAnsweredAtOnceWhereItNeverQueued() throws IOException {
        // Given
        Path log = Files.writeString(folder.resolve("bank.txt"), """
                vru+line\tcall_id\tcustomer_id\tpriority\ttype\tdate\tvru_entry\tvru_exit\tvru_time\tq_start\tq_exit\tq_time\toutcome\tser_start\tser_exit\tser_time\tserver
                AA0101\t34536\t7\t2\tPS\t990201\t23:59:47\t23:59:56\t9\t0:00:00\t0:00:00\t0\tAGENT\t0:00:05\t0:02:41\t156\tDORIT
                """);

        // When
        Folded folded = ContactFold.fold(events(log, MappingFile.read(MAPPINGS.resolve("anonymous-bank.yaml"))));

        // Then
        assertThat(folded.anomalies()).isEmpty();
        assertThat(folded.spans().stream().filter(s -> s.kind() == SpanKind.ENTRY))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.startedAt())
                            .isEqualTo(Instant.parse("1999-02-01T22:00:05Z").toEpochMilli());
                    assertThat(entry.lengthMillis()).isZero();
                    assertThat(entry.agentId()).isEqualTo("DORIT");
                });
    }

    @SuppressWarnings("unchecked")
    private static List<Event> events(Path file, LogMapping mapping) throws IOException {
        Admission admission = new Admission(1, mapping.source(), true, Long.MAX_VALUE, 0);
        List<Event> events = new ArrayList<>();
        try (MappedLog log = MappedLog.read(List.of(file), mapping, bytes -> {})) {
            assertThat(log.summary().refused()).as("%s", log.summary()).isZero();
            for (Iterator<MappedEvent> all = log.events(); all.hasNext(); ) {
                try (JsonParser json =
                        JsonTree.JSON.createParser(all.next().event().json())) {
                    json.nextToken();
                    Map<String, Object> envelope = (Map<String, Object>)
                            Objects.requireNonNull(JsonTree.read(json, "").value());
                    Decoded decoded = DECODER.decode(envelope, envelope.get("data"), admission);
                    assertThat(decoded).isInstanceOf(Decoded.Valid.class);
                    assertThat(((Decoded.Valid) decoded).ignored()).isEmpty();
                    events.add(EventCodec.decode(((Decoded.Valid) decoded).event()));
                }
            }
        }
        return events;
    }
}
