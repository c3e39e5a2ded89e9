package io.qingting.appeal.store;

import io.qingting.appeal.domain.Appeal;
import io.qingting.appeal.domain.Appeal.Decision;
import io.qingting.appeal.domain.Appeal.Served;
import io.qingting.appeal.domain.Appeal.State;
import io.qingting.contact.domain.Span;
import io.qingting.kernel.ContactKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The statements on appeals. */
public final class AppealStore {
    private static final String COLUMNS =
            "appeal_id, agent_id, team_id, source_id, contact_id, channel, queue_id, served_at,"
                    + " reason, state, created_at, created_by, decided_at, decided_by, note";

    private AppealStore() {}

    /** How many appeals of an agent are open, and how many were made since an instant. */
    public record Count(long open, long recent) {}

    /** Nobody else makes one of this agent until the transaction ends. */
    public static Uni<Count> lockAndCount(SqlClient transaction, String agentId, Instant since) {
        return transaction
                .preparedQuery("select pg_advisory_xact_lock(hashtextextended('appeal:' || $1::text, 0))")
                .execute(Tuple.of(agentId))
                .chain(() -> transaction
                        .preparedQuery("select count(*) filter (where state = 'open'),"
                                + " count(*) filter (where created_at >= $2) from appeal where agent_id = $1")
                        .execute(Tuple.of(agentId, utc(since))))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Count(row.getLong(0), row.getLong(1));
                });
    }

    /** What a look at a contact of an agent found. */
    public record Found(Served served, boolean isExcluded) {}

    /** The agent's latest work on a contact that ended since an instant; empty: none. {@code teamId} is put in as given. */
    public static Uni<Optional<Found>> served(
            SqlClient client, String agentId, ContactKey contact, Instant since, @Nullable String teamId) {
        return client.preparedQuery("""
                        select channel, queue_id, at, flags & $5::int <> 0 as excluded from contact_fact
                        where source_id = $1 and contact_id = $2 and kind = 'LEG' and agent_id = $3
                            and ended_at is not null and at >= $4
                        order by at desc limit 1
                        """)
                .execute(Tuple.of(contact.sourceId(), contact.contactId(), agentId, utc(since), Span.EXCLUDED_FLAG))
                .map(rows -> {
                    if (rows.size() == 0) return Optional.empty();
                    Row row = rows.iterator().next();
                    Served served = new Served(
                            contact,
                            row.getString("channel"),
                            row.getString("queue_id"),
                            teamId,
                            row.getOffsetDateTime("at").toInstant());
                    return Optional.of(new Found(served, row.getBoolean("excluded")));
                });
    }

    /** The state of the agent's latest appeal against a contact; empty: none. */
    public static Uni<Optional<State>> latest(SqlClient client, String agentId, ContactKey contact) {
        return client.preparedQuery(
                        "select state from appeal where agent_id = $1 and source_id = $2 and contact_id = $3"
                                + " order by appeal_id desc limit 1")
                .execute(Tuple.of(agentId, contact.sourceId(), contact.contactId()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .flatMap(row -> State.ofWireName(row.getString(0)).stream())
                        .findFirst());
    }

    public static Uni<Long> insert(
            SqlClient transaction, String agentId, Served served, String reason, String by, Instant now) {
        return transaction
                .preparedQuery("insert into appeal (agent_id, team_id, source_id, contact_id, channel, queue_id,"
                        + " served_at, reason, state, created_at, created_by)"
                        + " values ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $10) returning appeal_id")
                .execute(Tuple.tuple()
                        .addString(agentId)
                        .addString(served.teamId())
                        .addInteger(served.contact().sourceId())
                        .addString(served.contact().contactId())
                        .addString(served.channel())
                        .addString(served.queueId())
                        .addOffsetDateTime(utc(served.at()))
                        .addString(reason)
                        .addOffsetDateTime(utc(now))
                        .addString(by))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Nobody else changes it until the transaction ends. */
    public static Uni<Optional<Appeal>> lock(SqlClient transaction, long appealId) {
        return transaction
                .preparedQuery("select " + COLUMNS + " from appeal where appeal_id = $1 for update")
                .execute(Tuple.of(appealId))
                .map(rows -> list(rows).stream().findFirst());
    }

    public static Uni<Void> decide(SqlClient transaction, long appealId, State state, Decision decision) {
        return transaction
                .preparedQuery("update appeal set state = $2, decided_at = $3, decided_by = $4, note = $5"
                        + " where appeal_id = $1")
                .execute(Tuple.of(appealId, state.wireName(), utc(decision.at()), decision.by(), decision.note()))
                .replaceWithVoid();
    }

    /** An agent's own, the newest first. */
    public static Uni<List<Appeal>> ofAgent(SqlClient client, String agentId, long before, int limit) {
        return client.preparedQuery("select " + COLUMNS
                        + " from appeal where agent_id = $1 and appeal_id < $2 order by appeal_id desc limit $3")
                .execute(Tuple.of(agentId, before, limit))
                .map(AppealStore::list);
    }

    /**
     * The newest first.
     *
     * @param state null: of all
     * @param teams of agents in these teams; null: of all
     */
    public static Uni<List<Appeal>> list(
            SqlClient client, @Nullable State state, @Nullable Set<String> teams, long before, int limit) {
        return client.preparedQuery("select " + COLUMNS + """
                         from appeal
                        where appeal_id < $1 and ($2::text is null or state = $2)
                            and ($3::text[] is null or team_id = any ($3::text[]))
                        order by appeal_id desc limit $4
                        """)
                .execute(Tuple.of(
                        before,
                        state == null ? null : state.wireName(),
                        teams == null ? null : teams.toArray(String[]::new),
                        limit))
                .map(AppealStore::list);
    }

    private static List<Appeal> list(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(AppealStore::appeal)
                .toList();
    }

    private static Appeal appeal(Row row) {
        OffsetDateTime decidedAt = row.getOffsetDateTime("decided_at");
        return new Appeal(
                row.getLong("appeal_id"),
                row.getString("agent_id"),
                new Served(
                        new ContactKey(row.getInteger("source_id"), row.getString("contact_id")),
                        row.getString("channel"),
                        row.getString("queue_id"),
                        row.getString("team_id"),
                        row.getOffsetDateTime("served_at").toInstant()),
                row.getString("reason"),
                State.ofWireName(row.getString("state")).orElseThrow(),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("created_by"),
                decidedAt == null
                        ? null
                        : new Decision(decidedAt.toInstant(), row.getString("decided_by"), row.getString("note")));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
