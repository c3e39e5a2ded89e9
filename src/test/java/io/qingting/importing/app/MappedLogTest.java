package io.qingting.importing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.qingting.event.domain.CanonicalEvent;
import io.qingting.importing.domain.LogMapping;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedLogTest {
    private static final String MAPPING = """
            name: log
            zone: UTC
            times: {happened: {column: at, format: epochSeconds}}
            fields: {contactId: id, channel: {value: chat}, topic: topic}
            events: [{type: contact.offered, at: happened, identity: [topic]}]
            """;

    @TempDir
    Path folder;

    @Test
    void rowsInAnyOrderComeOutInOrderOfTimeAlsoWhenTheyDoNotFitInMemory() throws IOException {
        StringBuilder text = new StringBuilder("at,id,topic\n");
        for (int i = 0; i < 1000; i++)
            text.append((i * 7919) % 1000).append(",c").append(i).append(",t\n");
        Path file = write("log.csv", text.toString().getBytes(StandardCharsets.UTF_8));

        List<MappedEvent> inMemory = read(file, MAPPING, 10_000);
        List<MappedEvent> spilled = read(file, MAPPING, 3);

        assertThat(inMemory).hasSize(1000).isSortedAccordingTo(MappedEvent.BY_TIME);
        assertThat(spilled).isEqualTo(inMemory);
    }

    @Test
    void aCompressedLogInAChineseCharsetWithAByteOrderMarkOrQuotesIsRead() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("at,id,topic\n1,c1,\"退款,\n加急\"\n".getBytes(Charset.forName("GB18030")));
        }
        Path file = write("log.csv.gz", packed.toByteArray());
        Path marked = write("bom.csv", "\uFEFFat,id,topic\n1,c1,x\n".getBytes(StandardCharsets.UTF_8));

        MappedEvent event =
                read(file, MAPPING + "format: {charset: GB18030}\n", 10).get(0);

        assertThat(new ObjectMapper()
                        .readTree(event.event().json())
                        .at("/data/topic")
                        .asText())
                .isEqualTo("退款,\n加急");
        assertThat(event.line()).isEqualTo(2);
        assertThat(read(marked, MAPPING, 10)).hasSize(1);
    }

    @Test
    void aLogThatDoesNotFitTheMappingIsRefusedWithWhatToDo() throws IOException {
        Path wrongColumns = write("a.csv", "at;id;topic\n".getBytes(StandardCharsets.UTF_8));
        Path wrongCharset = write("b.csv", "at,id,topic\n1,c,退\n".getBytes(Charset.forName("GB18030")));

        assertThatThrownBy(() -> read(wrongColumns, MAPPING, 10))
                .hasMessageContaining("has no column at, id, topic")
                .hasMessageContaining("Check the names and format.delimiter");
        assertThatThrownBy(() -> read(wrongCharset, MAPPING, 10)).hasMessageContaining("Set format.charset");
    }

    @Test
    void theSummaryNamesRefusedLines() throws IOException {
        Path file = write("log.csv", "at,id,topic\n1,c1,\nnever,c2,\n3,c1,x\n".getBytes(StandardCharsets.UTF_8));

        try (MappedLog log = MappedLog.read(List.of(file), MappingFile.parse(MAPPING), b -> {})) {
            assertThat(log.summary().rows()).isEqualTo(3);
            assertThat(log.summary().contacts()).isEqualTo(1);
            assertThat(log.summary().events()).isEqualTo(2);
            assertThat(log.summary().examples())
                    .containsExactly(new ReadSummary.Refusal(
                            0, 3, "time \"happened\" is not written as epochSeconds: \"never\""));
        }
    }

    @Property(tries = 200)
    void whatIsWrittenAsCsvIsReadBack(@ForAll("topics") List<String> topics) throws IOException {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord("at", "id", "topic");
            for (int i = 0; i < topics.size(); i++) csv.writeRecord(String.valueOf(i), "c" + i, topics.get(i));
        }
        Path file = Files.createTempFile("round-trip", ".csv");
        try {
            Files.writeString(file, text.toString());

            List<MappedEvent> events = read(file, MAPPING, 7);

            List<String> read = new ArrayList<>();
            for (MappedEvent event : events)
                read.add(new ObjectMapper()
                        .readTree(event.event().json())
                        .at("/data/topic")
                        .asText());
            assertThat(read).isEqualTo(topics.stream().map(String::strip).toList());
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<List<String>> topics() {
        return Arbitraries.strings()
                .withChars(",;\"'\\\n\t \u0001退货😀x".replace("😀", ""))
                .ofMaxLength(20)
                .list()
                .ofMaxSize(20);
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static List<MappedEvent> read(Path file, String yaml, int inMemory) {
        LogMapping mapping = MappingFile.parse(yaml);
        try (MappedLog log = MappedLog.read(List.of(file), mapping, b -> {}, inMemory)) {
            List<MappedEvent> events = new ArrayList<>();
            log.events().forEachRemaining(events::add);
            assertThat(events)
                    .extracting(MappedEvent::event)
                    .extracting(CanonicalEvent::id)
                    .doesNotHaveDuplicates();
            return events;
        }
    }
}
