package io.qingting.history.store;

import io.qingting.contact.domain.SpanKind;
import io.qingting.kernel.ContactKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The statements of the pass over contacts that were open before there were targets. Each takes the transaction's connection. */
public final class OpenPassStore {
    private OpenPassStore() {}

    /** The last contact that the pass has seen; empty: the pass is over. */
    public static Uni<Optional<ContactKey>> progress(SqlClient transaction) {
        return transaction
                .preparedQuery("select source_id, contact_id from sla_open_pass where not done")
                .execute()
                .map(rows -> {
                    var row = rows.iterator();
                    return row.hasNext() ? Optional.of(contact(row.next())) : Optional.empty();
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
