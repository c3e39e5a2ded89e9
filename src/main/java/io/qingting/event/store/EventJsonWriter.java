package io.qingting.event.store;

import com.fasterxml.jackson.core.JsonGenerator;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.WireName;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes the canonical data of an {@link Event}: the inverse of {@link EventJsonReader}. */
final class EventJsonWriter {
    private EventJsonWriter() {}

    static String write(Event event) {
        StringWriter out = new StringWriter(256);
        try (JsonGenerator json = EventJsonReader.JSON.createGenerator(out)) {
            json.writeStartObject();
            writeFields(json, event);
            Event.Detail detail = event.detail();
            if (detail != null) writeDetail(json, event, detail);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a writer to memory failed", e);
        }
        return out.toString();
    }

    private static void writeFields(JsonGenerator json, Event event) throws IOException {
        constant(json, "channel", event.channel());
        if (event.segment() != null) {
            json.writeObjectFieldStart("customer");
            constant(json, "segment", event.segment());
            json.writeEndObject();
        }
        text(json, "topic", event.topic());
        text(json, "teamId", event.teamId());
        constant(json, "direction", event.direction());
        constant(json, "acceptMode", event.acceptMode());
        if (event.cycle() != 0) json.writeNumberField("cycle", event.cycle());
        text(json, "queueId", event.queueId());
        text(json, "queueName", event.queueName());
        text(json, "previousQueueId", event.previousQueueId());
        text(json, "agentId", event.agentId());
        text(json, "previousAgentId", event.previousAgentId());
        if (event.actor() != null || event.actorId() != null) {
            json.writeObjectFieldStart("actor");
            constant(json, "type", event.actor());
            text(json, "id", event.actorId());
            json.writeEndObject();
        }
        text(json, "reason", event.reason());
        number(json, "handleMs", event.handleMs());
        number(json, "wrapupMs", event.wrapupMs());
        text(json, "messageId", event.messageId());
        if (event.isPrivate()) json.writeBooleanField("isPrivate", true);
        if (event.isTemplate()) json.writeBooleanField("isTemplate", true);
        if (!event.expectsReply()) json.writeBooleanField("expectsReply", false);
    }

    private static void writeDetail(JsonGenerator json, Event event, Event.Detail detail) throws IOException {
        String field = DetailReader.fieldOf(event.type());
        if (field == null) throw new IllegalArgumentException("no detail belongs to " + event.type() + ": " + detail);
        json.writeObjectFieldStart(field);
        switch (detail) {
            case Event.Rating rating -> rating(json, rating);
            case Event.Presence presence -> {
                constant(json, "state", presence.state());
                text(json, "reason", presence.reason());
                instant(json, "since", presence.since());
            }
            case Event.Membership membership -> {
                text(json, "queueId", membership.queueId());
                text(json, "change", membership.added() ? "added" : "removed");
            }
            case Event.Case it -> {
                text(json, "id", it.id());
                text(json, "category", it.category());
                text(json, "severity", it.severity());
                instant(json, "dueAt", it.dueAt());
            }
            case Event.Review review -> review(json, review);
            case Event.Exclusion exclusion -> {
                text(json, "agentId", exclusion.agentId());
                text(json, "reason", exclusion.reason());
                text(json, "by", exclusion.by());
            }
            case Event.Measure measure -> {
                text(json, "id", measure.id());
                text(json, "ownerId", measure.ownerId());
                instant(json, "dueAt", measure.dueAt());
            }
        }
        json.writeEndObject();
    }

    private static void rating(JsonGenerator json, Event.Rating rating) throws IOException {
        text(json, "surveyId", rating.surveyId());
        text(json, "kind", rating.kind());
        text(json, "dimension", rating.dimension());
        json.writeNumberField("score", rating.score());
        json.writeNumberField("scaleMin", rating.scaleMin());
        json.writeNumberField("scaleMax", rating.scaleMax());
        flag(json, "resolved", rating.resolved());
    }

    private static void review(JsonGenerator json, Event.Review review) throws IOException {
        text(json, "id", review.id());
        text(json, "sheet", review.sheet());
        json.writeNumberField("score", review.score());
        if (review.attitude() == null && review.standardWording() == null) return;
        json.writeObjectFieldStart("items");
        if (review.attitude() != null) json.writeNumberField("attitude", review.attitude());
        flag(json, "wording", review.standardWording());
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) json.writeStringField(name, value);
    }

    private static void constant(JsonGenerator json, String name, @Nullable WireName value) throws IOException {
        if (value != null) json.writeStringField(name, value.wireName());
    }

    private static void number(JsonGenerator json, String name, @Nullable Long value) throws IOException {
        if (value != null) json.writeNumberField(name, value);
    }

    private static void flag(JsonGenerator json, String name, @Nullable Boolean value) throws IOException {
        if (value != null) json.writeBooleanField(name, value);
    }

    private static void instant(JsonGenerator json, String name, @Nullable Long value) throws IOException {
        if (value != null)
            json.writeStringField(name, Instant.ofEpochMilli(value).toString());
    }
}
