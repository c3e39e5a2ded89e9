package io.qingting.ingest.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.qingting.ingest.domain.Admission;
import io.qingting.ingest.domain.Decoded;
import io.qingting.ingest.domain.EventDecoder;
import io.qingting.ingest.domain.JsonTree;
import io.qingting.ingest.domain.Refusal;
import io.qingting.kernel.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request in one of the three modes of the CloudEvents HTTP binding (PROTOCOLS.md, section 7.1). */
final class CloudEventBody {
    private final EventDecoder decoder;
    private final Admission admission;
    private final int mostItems;

    CloudEventBody(EventDecoder decoder, Admission admission, int mostItems) {
        this.decoder = decoder;
        this.admission = admission;
        this.mostItems = mostItems;
    }

    /** Batch mode: an array of events. A member that is no event spoils itself only. */
    List<Decoded> batch(byte[] body) throws MalformedException {
        List<Decoded> events = new ArrayList<>();
        read(body, json -> {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                throw MalformedException.noJson("A batch is a JSON array of events. Send [ … ].");
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (events.size() == mostItems) throw tooMany();
                events.add(event(JsonTree.read(json, "")));
            }
        });
        return events;
    }

    private MalformedException tooMany() {
        return new MalformedException(Problem.of(
                413,
                "too-many-events",
                "The batch is too large",
                "A batch holds at most " + mostItems + " events. Send it in parts; nothing of this one was taken."));
    }

    /** Structured mode: one event with its attributes and data in one object. */
    Decoded structured(byte[] body) throws MalformedException {
        List<Decoded> events = new ArrayList<>(1);
        read(body, json -> events.add(event(JsonTree.read(json, ""))));
        return events.getFirst();
    }

    /** Binary mode: attributes in headers, data in the body. */
    Decoded binary(Map<String, String> headers, byte[] body) throws MalformedException {
        Map<String, Object> attributes = new HashMap<>();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            Optional<String> value = HeaderText.decode(header.getValue());
            if (value.isEmpty()) {
                return refused(
                        attributes,
                        "invalid-text",
                        "The header ce-" + header.getKey() + " is no percent-encoded UTF-8. Encode it.",
                        "/" + header.getKey());
            }
            attributes.put(header.getKey(), value.get());
        }
        if (body.length == 0) return decoder.decode(attributes, null, admission);
        List<Decoded> events = new ArrayList<>(1);
        read(body, json -> {
            JsonTree.Read data = JsonTree.read(json, "/data");
            Refusal fault = data.fault();
            events.add(
                    fault != null ? refused(attributes, fault) : decoder.decode(attributes, data.value(), admission));
        });
        return events.getFirst();
    }

    private Decoded event(JsonTree.Read read) {
        if (!(read.value() instanceof Map<?, ?> object)) {
            Refusal fault = read.fault();
            return fault != null
                    ? new Decoded.Refused(null, fault)
                    : refused(Map.of(), "wrong-type", "An event is a JSON object. Send { … }.", "");
        }
        @SuppressWarnings("unchecked")
        Map<String, Object> attributes = (Map<String, Object>) object;
        Refusal fault = read.fault();
        if (fault != null) return refused(attributes, fault);
        Object encoded = attributes.get("data_base64");
        if (encoded == null) return decoder.decode(attributes, attributes.get("data"), admission);
        return base64(attributes, encoded);
    }

    private Decoded base64(Map<String, Object> attributes, Object encoded) {
        if (attributes.containsKey("data")) {
            return refused(attributes, "invalid-value", "Send data or data_base64, not both.", "/data_base64");
        }
        try {
            byte[] data = Base64.getDecoder().decode(String.valueOf(encoded));
            List<Decoded> events = new ArrayList<>(1);
            read(data, json -> {
                JsonTree.Read read = JsonTree.read(json, "/data_base64");
                Refusal fault = read.fault();
                events.add(
                        fault != null
                                ? refused(attributes, fault)
                                : decoder.decode(attributes, read.value(), admission));
            });
            return events.getFirst();
        } catch (IllegalArgumentException | MalformedException e) {
            return refused(
                    attributes, "malformed", "data_base64 is no JSON in base64. Send data instead.", "/data_base64");
        }
    }

    private static Decoded refused(Map<String, Object> attributes, String slug, String reason, String pointer) {
        return refused(attributes, new Refusal(slug, reason, pointer));
    }

    private static Decoded refused(Map<String, Object> attributes, Refusal refusal) {
        @Nullable String id = attributes.get("id") instanceof String text && text.length() <= 200 ? text : null;
        return new Decoded.Refused(id, refusal);
    }

    private interface Reading {
        void from(JsonParser json) throws IOException, MalformedException;
    }

    private static void read(byte[] body, Reading reading) throws MalformedException {
        try (JsonParser json = JsonTree.JSON.createParser(body)) {
            if (json.nextToken() == null) throw MalformedException.noJson("The body is empty. Send JSON.");
            reading.from(json);
            if (json.nextToken() != null)
                throw MalformedException.noJson("Something stands behind the end of the JSON.");
        } catch (IOException e) {
            throw MalformedException.noJson("It is no JSON in UTF-8" + place(e) + ". Nothing of it was taken.");
        } catch (IllegalStateException e) {
            // The parser's guard against names made to collide.
            throw MalformedException.noJson("Its names cannot be read. Nothing of it was taken.");
        }
    }

    private static String place(IOException e) {
        if (!(e instanceof JsonProcessingException fault) || fault.getLocation() == null) return "";
        return " (at byte " + fault.getLocation().getByteOffset() + ")";
    }
}
