package io.qingting.report.store;

import io.qingting.board.domain.Presence;
import io.qingting.contact.domain.Outcome;
import io.qingting.event.domain.PresenceState;
import io.qingting.kernel.ContactKey;
import io.qingting.report.domain.AgentDay.Leg;
import io.qingting.report.domain.AgentDay.Turn;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one agent did over a stretch of time, from the facts of agents and contacts. */
public final class AgentDayStore {
    private AgentDayStore() {}

    /** States in order, the one that held at the begin first; at most {@code limit} after it. */
    public static Uni<List<Turn>> turns(SqlClient transaction, String agentId, Instant from, Instant to, int limit) {
        return transaction
                .preparedQuery("""
                        (select since, state from presence_fact
                         where agent_id = $1 and since <= $2 order by since desc limit 1)
                        union all
                        (select since, state from presence_fact
                         where agent_id = $1 and since > $2 and since < $3 order by since limit $4)
                        order by since
                        """)
                .execute(Tuple.of(agentId, utc(from), utc(to), limit))
                .map(AgentDayStore::turns);
    }

    private static List<Turn> turns(RowSet<Row> rows) {
        List<Turn> turns = new ArrayList<>();
        for (Row row : rows) turns.add(new Turn(presence(row.getString(1)), at(row.getOffsetDateTime(0))));
        return turns;
    }

    private static Presence presence(String state) {
        return Arrays.stream(PresenceState.values())
                .filter(s -> s.wireName().equals(state))
                .findFirst()
                .map(Presence::of)
                .orElse(Presence.UNKNOWN);
    }

    /** Stays with contacts that ended in the stretch or last still, by their begin; at most {@code limit}. */
    public static Uni<List<Leg>> legs(SqlClient transaction, String agentId, Instant from, Instant to, int limit) {
        return transaction
                .preparedQuery("""
                        select source_id, contact_id, channel, queue_id, started_at, ended_at, outcome, value, extra from (
                            select * from contact_fact
                            where kind = 'LEG' and agent_id = $1 and at >= $2 and ended_at is not null and started_at < $3
                            union all
                            select * from contact_fact
                            where kind = 'LEG' and agent_id = $1 and ended_at is null and started_at < $3
                        ) as legs
                        order by started_at, source_id, contact_id, ordinal limit $4
                        """)
                .execute(Tuple.of(agentId, utc(from), utc(to), limit))
                .map(rows -> {
                    List<Leg> legs = new ArrayList<>(rows.size());
                    for (Row row : rows) legs.add(leg(row));
                    return legs;
                });
    }

    private static Leg leg(Row row) {
        OffsetDateTime ended = row.getOffsetDateTime("ended_at");
        return new Leg(
                new ContactKey(row.getInteger("source_id"), row.getString("contact_id")),
                row.getString("channel"),
                row.getString("queue_id"),
                at(row.getOffsetDateTime("started_at")),
                maybe(ended),
                !row.getString("outcome").equals(Outcome.UNACCEPTED.name()),
                ended == null ? 0 : row.getLong("value"),
                Math.toIntExact(row.getLong("extra")));
    }

    private static @Nullable Instant maybe(@Nullable OffsetDateTime at) {
        return at == null ? null : at(at);
    }

    private static Instant at(OffsetDateTime at) {
        return at.toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
