package io.qingting.announcement.store;

import io.qingting.announcement.domain.Announcement;
import io.qingting.announcement.domain.Announcement.Content;
import io.qingting.announcement.domain.Announcement.Severity;
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

/** The statements on announcements. */
public final class AnnouncementStore {
    private static final String COLUMNS = "announcement_id, severity, text_zh, text_en, to_walls, to_agents, team_ids,"
            + " from_at, until_at, created_at, created_by, ended_by";
    /** The same on all instances and used for nothing else. */
    private static final long LOCK = 7_230_430;

    private AnnouncementStore() {}

    /** How many there are that have not ended: in all, and made by one. */
    public record Open(long all, long own) {}

    /** Nobody else makes one until the transaction ends. */
    public static Uni<Open> lockAndCount(SqlClient transaction, String by, Instant now) {
        return transaction
                .query("select pg_advisory_xact_lock(" + LOCK + ")")
                .execute()
                .chain(() -> transaction
                        .preparedQuery("select count(*), count(*) filter (where created_by = $1) from announcement"
                                + " where until_at > $2")
                        .execute(Tuple.of(by, utc(now))))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Open(row.getLong(0), row.getLong(1));
                });
    }

    public static Uni<Long> insert(SqlClient transaction, Content content, String by, Instant now) {
        return transaction
                .preparedQuery("insert into announcement (severity, text_zh, text_en, to_walls, to_agents, team_ids,"
                        + " from_at, until_at, created_at, created_by)"
                        + " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning announcement_id")
                .execute(Tuple.tuple()
                        .addString(content.severity().wireName())
                        .addString(content.textZh())
                        .addString(content.textEn())
                        .addBoolean(content.toWalls())
                        .addBoolean(content.toAgents())
                        .addArrayOfString(content.teamIds().stream().sorted().toArray(String[]::new))
                        .addOffsetDateTime(utc(content.from()))
                        .addOffsetDateTime(utc(content.until()))
                        .addOffsetDateTime(utc(now))
                        .addString(by))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Those that ended before an instant are not kept any longer. */
    public static Uni<Void> forget(SqlClient transaction, Instant endedBefore) {
        return transaction
                .preparedQuery("delete from announcement where until_at < $1")
                .execute(Tuple.of(utc(endedBefore)))
                .replaceWithVoid();
    }

    public static Uni<Optional<Announcement>> lock(SqlClient transaction, long announcementId) {
        return transaction
                .preparedQuery("select " + COLUMNS + " from announcement where announcement_id = $1 for update")
                .execute(Tuple.of(announcementId))
                .map(rows -> list(rows).stream().findFirst());
    }

    public static Uni<Void> end(SqlClient transaction, long announcementId, String by, Instant now) {
        return transaction
                .preparedQuery("update announcement set until_at = $3, ended_by = $2 where announcement_id = $1")
                .execute(Tuple.of(announcementId, by, utc(now)))
                .replaceWithVoid();
    }

    /** Those shown at an instant, the important ones first, then the newest. */
    public static Uni<List<Announcement>> shown(SqlClient client, Instant now, int limit) {
        return client.preparedQuery("select " + COLUMNS + " from announcement where until_at > $1 and from_at <= $1"
                        + " order by severity = 'important' desc, from_at desc, announcement_id desc limit $2")
                .execute(Tuple.of(utc(now), limit))
                .map(AnnouncementStore::list);
    }

    /**
     * The newest first.
     *
     * @param teams only what is for people of these, for everybody's, or was made by {@code by}; null: all
     */
    public static Uni<List<Announcement>> list(
            SqlClient client, @Nullable Set<String> teams, String by, long before, int limit) {
        return client.preparedQuery("select " + COLUMNS + """
                         from announcement
                        where announcement_id < $1
                            and ($2::text[] is null or created_by = $3 or to_agents and (team_ids = '{}' or team_ids && $2::text[]))
                        order by announcement_id desc limit $4
                        """)
                .execute(Tuple.of(before, teams == null ? null : teams.toArray(String[]::new), by, limit))
                .map(AnnouncementStore::list);
    }

    private static List<Announcement> list(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(AnnouncementStore::announcement)
                .toList();
    }

    private static Announcement announcement(Row row) {
        return new Announcement(
                row.getLong("announcement_id"),
                new Content(
                        Severity.ofWireName(row.getString("severity")).orElseThrow(),
                        row.getString("text_zh"),
                        row.getString("text_en"),
                        row.getBoolean("to_walls"),
                        row.getBoolean("to_agents"),
                        Set.of(row.getArrayOfStrings("team_ids")),
                        row.getOffsetDateTime("from_at").toInstant(),
                        row.getOffsetDateTime("until_at").toInstant()),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("created_by"),
                row.getString("ended_by"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
