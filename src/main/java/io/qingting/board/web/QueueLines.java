package io.qingting.board.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.qingting.board.domain.QueueLine;
import io.qingting.kernel.Ratio;
import io.qingting.site.domain.Site;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queues of a site's frame as a table: the names of the fields once, then one line a queue with its values in their
 * order. With the names in each line, a hundred queues took 25 kB of them.
 */
final class QueueLines {
    private static final List<String> FIELDS = List.of(
            "queueId",
            "name",
            "queueLength",
            "longestWaitSinceAt",
            "waitingFirstReply",
            "waitingReply",
            "waitingVips",
            "backlog",
            "unconfirmed",
            "inService",
            "available",
            "onDuty",
            "offered",
            "serviceLevel",
            "answered",
            "abandoned",
            "unserved");

    private QueueLines() {}

    static void write(JsonGenerator json, List<QueueLine> queues, Site site) throws IOException {
        json.writeArrayFieldStart("queueFields");
        for (String field : FIELDS) json.writeString(field);
        json.writeEndArray();
        json.writeArrayFieldStart("queues");
        for (QueueLine queue : queues) {
            json.writeStartArray();
            line(json, queue, FrameJson.queueName(site, queue.queueId(), queue.name()));
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    /** The values in the order of {@link #FIELDS}; null is no data, and a name that is like the id. */
    private static void line(JsonGenerator json, QueueLine queue, String name) throws IOException {
        json.writeString(queue.queueId());
        json.writeString(name.equals(queue.queueId()) ? null : name);
        json.writeNumber(queue.queueLength());
        instant(json, queue.longestWaitSinceAt());
        json.writeNumber(queue.waitingFirstReply());
        json.writeNumber(queue.waitingReply());
        json.writeNumber(queue.waitingVips());
        json.writeNumber(queue.backlog());
        json.writeNumber(queue.unconfirmed());
        json.writeNumber(queue.inService());
        Integer onDuty = queue.onDuty();
        // Without a feed of presence nobody knows who is available either.
        number(json, onDuty == null && queue.available() == 0 ? null : Integer.valueOf(queue.available()));
        number(json, onDuty);
        json.writeNumber(queue.offered());
        ratio(json, queue.serviceLevel());
        json.writeNumber(queue.answered());
        json.writeNumber(queue.abandoned());
        json.writeNumber(queue.abandonmentRate().total() - queue.answered() - queue.abandoned());
    }

    private static void instant(JsonGenerator json, @Nullable Instant value) throws IOException {
        json.writeString(value == null ? null : value.toString());
    }

    private static void number(JsonGenerator json, @Nullable Integer value) throws IOException {
        if (value == null) json.writeNull();
        else json.writeNumber(value);
    }

    private static void ratio(JsonGenerator json, @Nullable Ratio value) throws IOException {
        if (value == null || value.total() == 0) json.writeNull();
        else json.writePOJO(value);
    }
}
