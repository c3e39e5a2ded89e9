package io.qingting.report.store;

import io.qingting.report.domain.ReportQuery.Subject;
import io.qingting.report.domain.SavedView;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Saved views. */
public final class ViewStore {
    private static final String COLUMNS = "view_id, owner, owner_name, name, shared, subject, query, look, updated_at";

    private ViewStore() {}

    /** Those of an owner and those that are shared, by name. */
    public static Uni<List<SavedView>> visibleTo(SqlClient client, String owner) {
        return client.preparedQuery("select " + COLUMNS + " from report_view where owner = $1 or shared"
                        + " order by name, view_id limit $2")
                .execute(Tuple.of(owner, SavedView.MOST + SavedView.MOST_SHARED))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ViewStore::view)
                        .toList());
    }

    public static Uni<Optional<SavedView>> find(SqlClient client, long viewId) {
        return client.preparedQuery("select " + COLUMNS + " from report_view where view_id = $1")
                .execute(Tuple.of(viewId))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ViewStore::view)
                        .findFirst());
    }

    /** How many an owner keeps, and how many are shared by all. */
    public static Uni<long[]> counts(SqlClient client, String owner) {
        return client.preparedQuery("select count(*) filter (where owner = $1), count(*) filter (where shared)"
                        + " from report_view where owner = $1 or shared")
                .execute(Tuple.of(owner))
                .map(rows -> rows.iterator().next())
                .map(row -> new long[] {row.getLong(0), row.getLong(1)});
    }

    /** Adds a view (id 0) or replaces one; 0: there is none of that id, or the owner has another of that name. */
    public static Uni<Long> save(SqlClient client, SavedView view) {
        Tuple values = Tuple.tuple()
                .addString(view.owner())
                .addString(view.ownerName())
                .addString(view.name())
                .addBoolean(view.shared())
                .addString(wire(view.subject()))
                .addString(view.query())
                .addString(view.look())
                .addOffsetDateTime(ReportStore.utc(view.updatedAt().toEpochMilli()));
        if (view.viewId() != 0) values.addLong(view.viewId());
        String statement = view.viewId() == 0 ? """
                insert into report_view (owner, owner_name, name, shared, subject, query, look, created_at, updated_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $8) on conflict (owner, name) do nothing returning view_id
                """ : """
                update report_view as v
                set owner_name = $2, name = $3, shared = $4, subject = $5, query = $6, look = $7, updated_at = $8
                where view_id = $9 and owner = $1
                  and not exists (select from report_view as o where o.owner = $1 and o.name = $3 and o.view_id <> $9)
                returning view_id
                """;
        return client.preparedQuery(statement)
                .execute(values)
                .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong(0));
    }

    public static Uni<Void> delete(SqlClient client, long viewId) {
        return client.preparedQuery("delete from report_view where view_id = $1")
                .execute(Tuple.of(viewId))
                .replaceWithVoid();
    }

    private static SavedView view(Row row) {
        return new SavedView(
                row.getLong("view_id"),
                row.getString("owner"),
                row.getString("owner_name"),
                row.getString("name"),
                row.getBoolean("shared"),
                Subject.valueOf(row.getString("subject").toUpperCase(Locale.ROOT)),
                row.getString("query"),
                row.getString("look"),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    private static String wire(Subject subject) {
        return subject.name().toLowerCase(Locale.ROOT);
    }

    static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
