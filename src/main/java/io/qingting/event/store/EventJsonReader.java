package io.qingting.event.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.qingting.event.domain.AcceptMode;
import io.qingting.event.domain.ActorType;
import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Direction;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.Segment;
import io.qingting.event.domain.WireName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the canonical data of one event back into an {@link Event}. Total: what ingest would have refused, such as an
 * unknown constant, reads as absent, so that no row of the log can stop its readers.
 */
final class EventJsonReader {
    static final JsonFactory JSON = new JsonFactory();
    static final StringCache TEXTS = new StringCache(1 << 14);

    private static final Map<String, Channel> CHANNELS = byName(Channel.values());
    private static final Map<String, Segment> SEGMENTS = byName(Segment.values());
    private static final Map<String, Direction> DIRECTIONS = byName(Direction.values());
    private static final Map<String, AcceptMode> ACCEPT_MODES = byName(AcceptMode.values());
    private static final Map<String, ActorType> ACTORS = byName(ActorType.values());

    private final EventType type;
    private int cycle;
    private @Nullable Channel channel;
    private @Nullable String queueId;
    private @Nullable String queueName;
    private @Nullable String previousQueueId;
    private @Nullable String agentId;
    private @Nullable String previousAgentId;
    private @Nullable String teamId;
    private @Nullable Segment segment;
    private @Nullable String topic;
    private @Nullable Direction direction;
    private @Nullable AcceptMode acceptMode;
    private @Nullable ActorType actor;
    private @Nullable String actorId;
    private @Nullable String reason;
    private @Nullable Long handleMs;
    private @Nullable Long wrapupMs;
    private @Nullable String messageId;
    private boolean isPrivate;
    private boolean isTemplate;
    private boolean expectsReply = true;
    private Event.@Nullable Detail detail;

    private EventJsonReader(EventType type) {
        this.type = type;
    }

    static Event read(
            long position,
            int sourceId,
            String id,
            EventType type,
            long at,
            @Nullable String sequence,
            @Nullable String contactId,
            @Nullable String customerKey,
            String data) {
        EventJsonReader it = new EventJsonReader(type);
        try (JsonParser json = JSON.createParser(data)) {
            if (json.nextToken() == JsonToken.START_OBJECT) it.readFields(json);
        } catch (IOException e) {
            throw new UncheckedIOException("data of the event at " + position + " is no JSON", e);
        }
        return new Event(
                position,
                sourceId,
                id,
                type,
                at,
                sequence,
                contactId,
                it.cycle,
                it.channel,
                it.queueId,
                it.queueName,
                it.previousQueueId,
                it.agentId,
                it.previousAgentId,
                it.teamId,
                customerKey,
                it.segment,
                it.topic,
                it.direction,
                it.acceptMode,
                it.actor,
                it.actorId,
                it.reason,
                it.handleMs,
                it.wrapupMs,
                it.messageId,
                it.isPrivate,
                it.isTemplate,
                it.expectsReply,
                it.detail);
    }

    private void readFields(JsonParser json) throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            switch (name) {
                case "cycle" -> cycle = json.getValueAsInt();
                case "channel" -> channel = constant(json, CHANNELS);
                case "queueId" -> queueId = text(json);
                case "queueName" -> queueName = text(json);
                case "previousQueueId" -> previousQueueId = text(json);
                case "agentId" -> agentId = text(json);
                case "previousAgentId" -> previousAgentId = text(json);
                case "teamId" -> teamId = text(json);
                case "topic" -> topic = text(json);
                case "direction" -> direction = constant(json, DIRECTIONS);
                case "acceptMode" -> acceptMode = constant(json, ACCEPT_MODES);
                case "reason" -> reason = text(json);
                case "handleMs" -> handleMs = wholeNumber(json);
                case "wrapupMs" -> wrapupMs = wholeNumber(json);
                case "messageId" -> messageId = json.getValueAsString();
                case "isPrivate" -> isPrivate = json.getValueAsBoolean(false);
                case "isTemplate" -> isTemplate = json.getValueAsBoolean(false);
                case "expectsReply" -> expectsReply = json.getValueAsBoolean(true);
                case "customer" -> readCustomer(json, token);
                case "actor" -> readActor(json, token);
                default -> readOther(json, token, name);
            }
        }
    }

    private void readOther(JsonParser json, JsonToken token, String name) throws IOException {
        if (token == JsonToken.START_OBJECT && name.equals(DetailReader.fieldOf(type))) {
            detail = DetailReader.read(type, json);
        } else {
            json.skipChildren();
        }
    }

    private void readCustomer(JsonParser json, JsonToken token) throws IOException {
        if (token != JsonToken.START_OBJECT) return;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            if (name.equals("segment")) segment = constant(json, SEGMENTS);
            else json.skipChildren();
        }
    }

    private void readActor(JsonParser json, JsonToken token) throws IOException {
        if (token != JsonToken.START_OBJECT) return;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "type" -> actor = constant(json, ACTORS);
                case "id" -> actorId = text(json);
                default -> json.skipChildren();
            }
        }
    }

    /** The text at the parser, of which one copy is kept where it recurs; null for anything but a text. */
    static @Nullable String text(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            json.skipChildren();
            return null;
        }
        return TEXTS.of(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
    }

    private static @Nullable Long wholeNumber(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NUMBER_INT ? json.getLongValue() : null;
    }

    private static <T> @Nullable T constant(JsonParser json, Map<String, T> byName) throws IOException {
        String name = text(json);
        return name == null ? null : byName.get(name);
    }

    static <T extends WireName> Map<String, T> byName(T[] values) {
        return Arrays.stream(values).collect(Collectors.toUnmodifiableMap(WireName::wireName, Function.identity()));
    }
}
