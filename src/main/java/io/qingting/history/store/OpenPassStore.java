package io.qingting.history.store;

import io.qingting.contact.domain.SpanKind;
import io.qingting.kernel.ContactKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The statements of the pass over contacts that were open before there were targets. Each takes the transaction's connection. */
public final class OpenPassStore {
    private OpenPassStore() {}

    /**
     * How far the pass has come.
     *
     * @param beganAt the floor's time, epoch milliseconds
     * @param last contact that it has seen
     */
    public record Progress(long beganAt, ContactKey last) {}

    /** Begins the pass {@code now}, where it has not begun; empty: it is over. */
    public static Uni<Optional<Progress>> progress(SqlClient transaction, Instant now) {
        return transaction
                .preparedQuery("""
                        update sla_open_pass set began_at = coalesce(began_at, $1) where not done
                        returning source_id, contact_id, began_at
                        """)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    var found = rows.iterator();
                    if (!found.hasNext()) return Optional.empty();
                    Row row = found.next();
                    long beganAt = row.getOffsetDateTime(2).toInstant().toEpochMilli();
                    return Optional.of(new Progress(beganAt, contact(row)));
                });
    }

    /**
     * A stretch of contacts.
     *
     * @param last of them
     * @param open those in which something waits
     */
    public record Stretch(ContactKey last, Set<ContactKey> open) {}

    /**
     * The next contacts in the order of identities.
     *
     * @param kinds contributions that are clocks of targets
     * @param facts how many to look at, at most; more where one contact has more
     * @return empty: there are no more contacts
     */
    public static Uni<Optional<Stretch>> next(
            SqlClient transaction, ContactKey after, Collection<SpanKind> kinds, int facts) {
        return transaction
                .preparedQuery("""
                        with stretch as materialized (
                            select source_id, contact_id from contact_fact
                            where (source_id, contact_id) > ($1, $2) order by source_id, contact_id limit $4
                        )
                        select s.source_id, s.contact_id, exists (
                                select 1 from contact_fact f
                                where f.source_id = s.source_id and f.contact_id = s.contact_id and f.ended_at is null
                                    and f.kind = any ($3)
                            ) as is_open
                        from (select distinct source_id, contact_id from stretch) as s order by 1, 2
                        """)
                .execute(Tuple.of(
                        after.sourceId(),
                        after.contactId(),
                        kinds.stream().map(SpanKind::name).toArray(String[]::new),
                        facts))
                .map(rows -> {
                    ContactKey last = null;
                    Set<ContactKey> open = new HashSet<>();
                    for (Row row : rows) {
                        last = contact(row);
                        if (row.getBoolean(2)) open.add(last);
                    }
                    return last == null ? Optional.empty() : Optional.of(new Stretch(last, open));
                });
    }

    private static ContactKey contact(Row row) {
        return new ContactKey(row.getInteger(0), row.getString(1));
    }

    /** Notes how far the pass has come. */
    public static Uni<Void> note(SqlClient transaction, ContactKey last) {
        return transaction
                .preparedQuery("update sla_open_pass set source_id = $1, contact_id = $2")
                .execute(Tuple.of(last.sourceId(), last.contactId()))
                .replaceWithVoid();
    }

    public static Uni<Void> end(SqlClient transaction) {
        return transaction
                .preparedQuery("update sla_open_pass set done = true")
                .execute()
                .replaceWithVoid();
    }
}
