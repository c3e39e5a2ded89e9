package io.qingting.history.store;

import io.qingting.contact.domain.Outcome;
import io.qingting.contact.domain.Span;
import io.qingting.contact.domain.SpanKind;
import io.qingting.event.domain.AcceptMode;
import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Segment;
import io.qingting.event.domain.WireName;
import io.qingting.history.domain.Fact;
import io.qingting.kernel.ContactKey;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Facts as contributions again: the other way of {@link FactArguments}. */
final class FactRows {
    static final String COLUMNS =
            "f.source_id, f.contact_id, f.cycle, f.kind, f.ordinal, f.started_at, f.ended_at, f.at,"
                    + " f.outcome, f.channel, f.queue_id, f.agent_id, f.team_id, f.accept_mode, f.segment, f.value, f.extra, f.flags,"
                    + " f.label, f.customer_key, f.topic, f.category";

    private FactRows() {}

    static List<Fact> facts(RowSet<Row> rows) {
        List<Fact> facts = new ArrayList<>(rows.size());
        for (Row row : rows) facts.add(new Fact(new ContactKey(row.getInteger(0), row.getString(1)), span(row)));
        return facts;
    }

    static Map<ContactKey, List<Span>> spans(RowSet<Row> rows) {
        Map<ContactKey, List<Span>> spans = new HashMap<>();
        for (Row row : rows) {
            ContactKey contact = new ContactKey(row.getInteger(0), row.getString(1));
            spans.computeIfAbsent(contact, key -> new ArrayList<>()).add(span(row));
        }
        return spans;
    }

    private static Span span(Row row) {
        OffsetDateTime ended = row.getOffsetDateTime(6);
        return new Span(
                SpanKind.valueOf(row.getString(3)),
                row.getInteger(2),
                row.getInteger(4),
                millis(row.getOffsetDateTime(5)),
                ended == null ? Span.OPEN : millis(ended),
                millis(row.getOffsetDateTime(7)),
                Outcome.valueOf(row.getString(8)),
                Objects.requireNonNull(word(Channel.values(), row.getString(9))),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                word(AcceptMode.values(), row.getString(13)),
                word(Segment.values(), row.getString(14)),
                row.getLong(15),
                row.getLong(16),
                row.getInteger(17),
                row.getString(18),
                row.getString(19),
                row.getString(20),
                row.getString(21));
    }

    private static long millis(OffsetDateTime at) {
        return at.toInstant().toEpochMilli();
    }

    private static <T extends WireName> @Nullable T word(T[] all, @Nullable String name) {
        for (T value : all) {
            if (value.wireName().equals(name)) return value;
        }
        return null;
    }
}
