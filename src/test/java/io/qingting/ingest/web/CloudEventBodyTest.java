package io.qingting.ingest.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.app.EventCodec;
import io.qingting.event.domain.EventType;
import io.qingting.fixture.Json;
import io.qingting.ingest.domain.Admission;
import io.qingting.ingest.domain.Decoded;
import io.qingting.ingest.domain.EventDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes in, the answer is a value: never an exception, and nothing unfit gets through. */
class CloudEventBodyTest {
    private static final Admission ADMISSION = new Admission(1, "/connectors/x", false, Long.MAX_VALUE, 0);
    private static final CloudEventBody BODY = new CloudEventBody(new EventDecoder(key -> "hash"), ADMISSION, 1_000);
    private static final List<String> FIELDS = List.of(
            "contactId",
            "channel",
            "customer",
            "cycle",
            "queueId",
            "agentId",
            "actor",
            "reason",
            "rating",
            "presence",
            "review",
            "complaint",
            "attrs",
            "membership",
            "exclusion",
            "measure",
            "feedback",
            "isPrivate",
            "handleMs",
            "id",
            "kind",
            "score",
            "scaleMin",
            "scaleMax",
            "state",
            "since",
            "type",
            "items",
            "change",
            "dueAt",
            "x");

    @Property(tries = 2_000)
    void anyBytesAreAnsweredWithoutAnException(@ForAll byte[] bytes) {
        read(bytes);
    }

    @Property(tries = 2_000)
    void anyCutOrChangeOfAValidBatchIsAnsweredWithoutAnException(
            @ForAll int cut, @ForAll int place, @ForAll byte change) {
        byte[] bytes = Json.write(List.of(event(Map.of("contactId", "c", "channel", "voice"))))
                .getBytes(StandardCharsets.UTF_8);
        bytes[Math.floorMod(place, bytes.length)] = change;
        read(Arrays.copyOf(bytes, Math.floorMod(cut, bytes.length) + 1));
        read(bytes);
    }

    @Property(tries = 3_000)
    void anyDataIsEitherRefusedWithAPointerOrReadableFromTheLog(
            @ForAll("types") EventType type, @ForAll("objects") Map<String, Object> data) throws Exception {
        Map<String, Object> event = event(data);
        event.put("type", type.wireName());

        List<Decoded> decoded = BODY.batch(Json.write(List.of(event)).getBytes(StandardCharsets.UTF_8));

        switch (decoded.getFirst()) {
            case Decoded.Refused refused -> {
                assertThat(refused.refusal().reason()).isNotBlank();
                assertThat(refused.refusal().pointer()).startsWith("/");
            }
            case Decoded.Valid valid -> {
                assertThat(EventCodec.decode(valid.event()).type()).isEqualTo(type);
                assertThat(valid.event().data()).doesNotContain("\0");
            }
        }
    }

    @Example
    void theSameContentInAnotherOrderOrSpellingIsTheSameContent() throws Exception {
        String head = "{\"specversion\":\"1.0\",\"id\":\"e\",\"source\":\"/connectors/x\",\"type\":\"contact.rated\",";
        String one = head + "\"time\":\"2026-11-21T01:00:00Z\",\"data\":{\"contactId\":\"c\",\"channel\":\"chat\","
                + "\"rating\":{\"kind\":\"csat\",\"score\":4,\"scaleMin\":1,\"scaleMax\":5,\"comment\":\"private\"}}}";
        String other = head + "\"time\":\"2026-11-21T09:00:00.000+08:00\",\"data\":{\"rating\":{\"scaleMax\":5.0,"
                + "\"scaleMin\":1.0,\"score\":4.0,\"kind\":\"csat\"},\"channel\":\"chat\",\"contactId\":\"c\","
                + "\"topic\":null,\"teamId\":\"\"}}";

        assertThat(valid(one).event()).isEqualTo(valid(other).event());
        assertThat(valid(one).event().data()).doesNotContain("private");
    }

    private static Decoded.Valid valid(String json) throws MalformedException {
        return (Decoded.Valid) BODY.structured(json.getBytes(StandardCharsets.UTF_8));
    }

    private static void read(byte[] bytes) {
        try {
            assertThat(BODY.batch(bytes)).isNotNull();
        } catch (MalformedException e) {
            assertThat(e.problem().detail()).isNotBlank();
        }
        try {
            assertThat(BODY.structured(bytes)).isNotNull();
            assertThat(BODY.binary(Map.of("id", new String(bytes, StandardCharsets.ISO_8859_1)), bytes))
                    .isNotNull();
        } catch (MalformedException e) {
            assertThat(e.problem().detail()).isNotBlank();
        }
    }

    private static Map<String, Object> event(Map<String, Object> data) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", "e1");
        event.put("source", "/connectors/x");
        event.put("type", "contact.offered");
        event.put("time", "2026-11-21T01:00:00Z");
        event.put("data", data);
        return event;
    }

    @Provide
    Arbitrary<EventType> types() {
        return Arbitraries.of(EventType.values());
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        return objects(2).map(fields -> {
            // Often enough with what every contact event needs, so that deeper checks are reached.
            if (fields.size() % 3 == 0) return fields;
            Map<String, Object> more = new LinkedHashMap<>(fields);
            more.put("contactId", "c1");
            more.put("channel", "chat");
            return more;
        });
    }

    private static Arbitrary<Map<String, Object>> objects(int depth) {
        return Arbitraries.maps(Arbitraries.of(FIELDS), values(depth)).ofMaxSize(8);
    }

    private static Arbitrary<Object> values(int depth) {
        Arbitrary<Object> simple = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20).map(s -> (Object) s),
                Arbitraries.of(
                        "voice",
                        "csat",
                        "nps",
                        "available",
                        "added",
                        "human",
                        "2026-11-21T01:00:00Z",
                        "\0",
                        "\uD800",
                        "😀"),
                Arbitraries.longs().map(n -> (Object) n),
                Arbitraries.integers().between(-1, 11).map(n -> (Object) n),
                Arbitraries.doubles().map(n -> (Object) n),
                Arbitraries.of(true, false));
        if (depth == 0) return simple;
        return Arbitraries.oneOf(
                simple,
                objects(depth - 1).map(o -> (Object) o),
                Combinators.combine(values(depth - 1), values(depth - 1)).as((a, b) -> (Object) List.of(a, b)));
    }
}
