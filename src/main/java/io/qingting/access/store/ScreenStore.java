package io.qingting.access.store;

import io.qingting.access.domain.DisplayScreen;
import io.qingting.access.domain.ScreenCommand;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements on screens of displays and what they are told. */
public final class ScreenStore {
    private static final String TELL = """
            insert into display_screen
              (screen_id, display_id, instance, view, connected_at, last_seen_at, last_frame_at)
            select $1, display_id, $3, $4, $5, $6, $7 from display where display_id = $2
            on conflict (screen_id) do update set view = $4, last_seen_at = $6, last_frame_at = $7
            """;
    private static final String SCREENS = """
            select screen_id, display_id, instance, view, connected_at, last_seen_at, last_frame_at
              from display_screen
             where display_id = any ($1) and last_seen_at >= $2
             order by display_id, connected_at, screen_id
             limit $3
            """;

    private ScreenStore() {}

    /** Tells of screens; one of a display that is gone is left out. */
    public static Uni<Void> tell(SqlClient client, List<DisplayScreen> screens) {
        if (screens.isEmpty()) return Uni.createFrom().voidItem();
        return client.preparedQuery(TELL)
                .executeBatch(screens.stream().map(ScreenStore::row).toList())
                .replaceWithVoid();
    }

    private static Tuple row(DisplayScreen screen) {
        Instant frame = screen.lastFrameAt();
        return Tuple.tuple()
                .addString(screen.screenId())
                .addLong(screen.displayId())
                .addString(screen.instance())
                .addString(screen.view())
                .addOffsetDateTime(utc(screen.connectedAt()))
                .addOffsetDateTime(utc(screen.lastSeenAt()))
                .addOffsetDateTime(frame == null ? null : utc(frame));
    }

    public static Uni<Void> forget(SqlClient client, Collection<String> screenIds) {
        return client.preparedQuery("delete from display_screen where screen_id = any ($1)")
                .execute(Tuple.of(screenIds.toArray(String[]::new)))
                .replaceWithVoid();
    }

    /** Forgets screens that nobody told of since an instant: those of an instance that ended without a word. */
    public static Uni<Void> forgetUnseen(SqlClient client, Instant since) {
        return client.preparedQuery("delete from display_screen where last_seen_at < $1")
                .execute(Tuple.of(utc(since)))
                .replaceWithVoid();
    }

    /** The screens of displays that were seen since an instant, display by display, the longest connected first. */
    public static Uni<List<DisplayScreen>> screens(
            SqlClient client, Collection<Long> displayIds, Instant since, int limit) {
        return client.preparedQuery(SCREENS)
                .execute(Tuple.of(displayIds.toArray(Long[]::new), utc(since), limit))
                .map(rows -> {
                    List<DisplayScreen> found = new ArrayList<>(rows.size());
                    for (Row row : rows) found.add(screen(row));
                    return found;
                });
    }

    private static DisplayScreen screen(Row row) {
        OffsetDateTime frame = row.getOffsetDateTime(6);
        return new DisplayScreen(
                row.getString(0),
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getOffsetDateTime(4).toInstant(),
                row.getOffsetDateTime(5).toInstant(),
                frame == null ? null : frame.toInstant());
    }

    /** Leaves word for screens; those that are gone meanwhile are left out. */
    public static Uni<Void> command(SqlClient client, List<String> screenIds, @Nullable String view, Instant now) {
        return client.preparedQuery("insert into display_command (screen_id, view, made_at)"
                        + " select screen_id, $2, $3 from display_screen where screen_id = any ($1)")
                .execute(Tuple.of(screenIds.toArray(String[]::new), view, utc(now)))
                .replaceWithVoid();
    }

    /** Takes what screens are to do, in its order; nobody else gets it. */
    public static Uni<List<ScreenCommand>> take(SqlClient client, Collection<String> screenIds) {
        return client.preparedQuery("""
                        with taken as (
                            delete from display_command where screen_id = any ($1) returning command_id, screen_id, view
                        )
                        select screen_id, view from taken order by command_id
                        """)
                .execute(Tuple.of(screenIds.toArray(String[]::new)))
                .map(rows -> {
                    List<ScreenCommand> taken = new ArrayList<>(rows.size());
                    for (Row row : rows) taken.add(new ScreenCommand(row.getString(0), row.getString(1)));
                    return taken;
                });
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
