package io.qingting.event.store;

import io.qingting.event.domain.AppendOutcome;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.LogHead;
import io.qingting.event.domain.LogPosition;
import io.qingting.event.domain.LoggedEvent;
import io.qingting.event.domain.NewEvent;
import io.qingting.kernel.ContactKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The statements of the event log. Every method takes the client to run on: the pool, or a transaction's connection. */
public final class EventLogStore {
    private static final EventType[] TYPES = EventType.values();
    private static final String COLUMNS =
            "position, recorded_at, occurred_at, source_id, type, imported, event_id, sequence, contact_id, customer_key,"
                    + " data::text";
    private static final String APPEND =
            "select * from append_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    private static final String TAIL = "select " + COLUMNS + " from read_event_log($1, $2, $3)";
    private static final String HISTORY = "select " + COLUMNS + " from read_contact_events($1, $2, $3)";

    private EventLogStore() {}

    /**
     * One round trip. The outcomes are in the events' order.
     *
     * @param events of different identities; not empty
     * @param now receipt by the floor's clock
     * @param lockTimeout for each wait; then the whole append fails and nothing was done
     */
    public static Uni<List<AppendOutcome>> append(
            SqlClient client, List<NewEvent> events, Instant now, Duration lockTimeout) {
        return client.preparedQuery(APPEND)
                .execute(AppendArguments.of(events, now, lockTimeout))
                .map(rows -> outcomes(rows.iterator().next(), events.size()));
    }

    private static List<AppendOutcome> outcomes(Row row, int count) {
        AppendOutcome[] outcomes = new AppendOutcome[count];
        for (Integer place : row.getArrayOfIntegers("duplicates")) outcomes[place - 1] = new AppendOutcome.Duplicate();
        for (Integer place : row.getArrayOfIntegers("conflicts")) outcomes[place - 1] = new AppendOutcome.Conflict();
        Long first = row.getLong("first_position");
        long next = first == null ? 0 : first;
        for (int i = 0; i < count; i++) {
            if (outcomes[i] == null) outcomes[i] = new AppendOutcome.Accepted(next++);
        }
        return List.of(outcomes);
    }

    /** The next events after a position, in order; fewer than the limit where there are no more. */
    public static Uni<List<LoggedEvent>> tail(SqlClient client, LogPosition after, int limit) {
        return client.preparedQuery(TAIL)
                .execute(Tuple.of(after.position(), utc(after.recordedAt()), limit))
                .map(EventLogStore::events);
    }

    /** The events of contacts up to a position (inclusive), in the log's order. */
    public static Uni<List<LoggedEvent>> history(SqlClient client, Collection<ContactKey> contacts, long upTo) {
        Integer[] sources = new Integer[contacts.size()];
        String[] ids = new String[contacts.size()];
        int n = 0;
        for (ContactKey contact : contacts) {
            sources[n] = contact.sourceId();
            ids[n++] = contact.contactId();
        }
        return client.preparedQuery(HISTORY)
                .execute(Tuple.of(sources, ids, upTo))
                .map(EventLogStore::events);
    }

    /** The contacts of the events after a position up to another one (inclusive), at most {@code most}. */
    public static Uni<Set<ContactKey>> contactsBetween(SqlClient client, LogPosition after, long upTo, int most) {
        return client.preparedQuery("""
                        select distinct source_id, contact_id from event_log
                        where position > $1 and position <= $2 and recorded_at >= $3 and contact_id is not null limit $4
                        """)
                .execute(Tuple.of(after.position(), upTo, utc(after.recordedAt()), most))
                .map(rows -> {
                    Set<ContactKey> contacts = new HashSet<>();
                    for (Row row : rows) contacts.add(new ContactKey(row.getInteger(0), row.getString(1)));
                    return contacts;
                });
    }

    /** The first position received at an instant or later; one after the last where there is none. */
    public static Uni<Long> positionAt(SqlClient client, Instant recordedAt) {
        return client.preparedQuery("select event_position_at($1)")
                .execute(Tuple.of(utc(recordedAt.toEpochMilli())))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    public static Uni<LogHead> head(SqlClient client) {
        return client.preparedQuery("select position, recorded_at, first_position from event_log_head")
                .execute()
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new LogHead(row.getLong(0), millis(row.getOffsetDateTime(1)), row.getLong(2));
                });
    }

    /** The number of a source, given at its first use. */
    public static Uni<Integer> sourceId(SqlClient client, String name, Instant now) {
        return client.preparedQuery("""
                        insert into event_source (name, created_at) values ($1, $2)
                        on conflict (name) do update set name = excluded.name returning source_id
                        """)
                .execute(Tuple.of(name, utc(now.toEpochMilli())))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    /** Makes the partition of the week of an instant, where it is missing. */
    public static Uni<Void> ensurePartition(SqlClient client, Instant at) {
        return client.preparedQuery("select ensure_event_partition($1)")
                .execute(Tuple.of(utc(at.toEpochMilli())))
                .replaceWithVoid();
    }

    /** Keeps the newest conflicts only. */
    public static Uni<Void> trimConflicts(SqlClient client, int kept) {
        return client.preparedQuery(
                        "delete from event_conflict where conflict_id <= (select max(conflict_id) from event_conflict) - $1")
                .execute(Tuple.of((long) kept))
                .replaceWithVoid();
    }

    /**
     * Drops the oldest week with its identities, where it ended before an instant and no contact in it is open.
     *
     * @param silentSince a contact without an event since then is not waited for
     * @return name of the partition that is gone; empty where there was none to drop
     */
    public static Uni<Optional<String>> dropOldestWeek(SqlClient client, Instant before, Instant silentSince) {
        return client.preparedQuery("select drop_oldest_event_week($1, $2)")
                .execute(Tuple.of(utc(before.toEpochMilli()), utc(silentSince.toEpochMilli())))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getString(0)));
    }

    private static List<LoggedEvent> events(RowSet<Row> rows) {
        List<LoggedEvent> events = new ArrayList<>(rows.size());
        for (Row row : rows) events.add(event(row));
        return events;
    }

    private static LoggedEvent event(Row row) {
        Event event = EventJsonReader.read(
                row.getLong(0),
                row.getInteger(3),
                row.getString(6),
                TYPES[row.getShort(4)],
                millis(row.getOffsetDateTime(2)),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10));
        return new LoggedEvent(event, millis(row.getOffsetDateTime(1)), row.getBoolean(5));
    }

    static OffsetDateTime utc(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).atOffset(ZoneOffset.UTC);
    }

    private static long millis(OffsetDateTime instant) {
        return instant.toInstant().toEpochMilli();
    }
}
