package io.qingting.history.app;

import io.qingting.contact.domain.ContactFold;
import io.qingting.contact.domain.Span;
import io.qingting.event.app.EventCodec;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.NewEvent;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Facts as text, one line a row, sorted: as stored, and as a recomputation from the events gives them. */
final class FactRows {
    private FactRows() {}

    static List<String> stored(Pool pool, int sourceId) {
        List<String> lines = new ArrayList<>();
        pool.preparedQuery("select * from contact_fact where source_id = $1")
                .execute(Tuple.of(sourceId))
                .await()
                .atMost(Duration.ofSeconds(30))
                .forEach(row -> lines.add(String.join(
                        " | ",
                        row.getString("contact_id"),
                        row.getInteger("cycle").toString(),
                        row.getString("kind"),
                        row.getInteger("ordinal").toString(),
                        millis(row.getOffsetDateTime("started_at")),
                        millis(row.getOffsetDateTime("ended_at")),
                        millis(row.getOffsetDateTime("at")),
                        row.getString("outcome"),
                        row.getString("channel"),
                        text(row.getString("queue_id")),
                        text(row.getString("agent_id")),
                        text(row.getString("team_id")),
                        text(row.getString("accept_mode")),
                        text(row.getString("segment")),
                        row.getLong("value").toString(),
                        row.getLong("extra").toString(),
                        row.getInteger("flags").toString(),
                        text(row.getString("label")),
                        text(row.getString("customer_key")),
                        text(row.getString("topic")),
                        text(row.getString("category")))));
        return lines.stream().sorted().toList();
    }

    static List<String> recomputed(List<NewEvent> events) {
        var byContact = events.stream()
                .map(EventCodec::decode)
                .filter(e -> e.contactId() != null)
                .collect(Collectors.groupingBy(e -> e.contact().contactId(), TreeMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>();
        byContact.forEach((contact, all) -> lines.addAll(lines(contact, all)));
        return lines.stream().sorted().toList();
    }

    private static List<String> lines(String contact, List<Event> events) {
        return ContactFold.fold(events).spans().stream()
                .map(span -> line(contact, span))
                .toList();
    }

    private static String line(String contact, Span span) {
        return String.join(
                " | ",
                contact,
                Integer.toString(span.cycle()),
                span.kind().name(),
                Integer.toString(span.ordinal()),
                Long.toString(span.startedAt()),
                span.isOpen() ? "-" : Long.toString(span.endedAt()),
                Long.toString(span.at()),
                span.outcome().name(),
                span.channel().wireName(),
                text(span.queueId()),
                text(span.agentId()),
                text(span.teamId()),
                span.acceptMode() == null ? "-" : span.acceptMode().wireName(),
                span.segment() == null ? "-" : span.segment().wireName(),
                Long.toString(span.value()),
                Long.toString(span.extra()),
                Integer.toString(span.flags()),
                text(span.label()),
                text(span.customerKey()),
                text(span.topic()),
                text(span.category()));
    }

    private static String millis(@Nullable OffsetDateTime instant) {
        return instant == null ? "-" : Long.toString(instant.toInstant().toEpochMilli());
    }

    private static String text(@Nullable String value) {
        return value == null ? "-" : value;
    }
}
