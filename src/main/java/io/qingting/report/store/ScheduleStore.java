package io.qingting.report.store;

import io.qingting.report.domain.Schedule;
import io.qingting.report.domain.ScheduledRun;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Schedules of saved views, and their runs. */
public final class ScheduleStore {
    private static final String COLUMNS =
            "schedule_id, view_id, owner, every, day, at_time, recipients, format, language, enabled, since_at";
    private static final String RUN = "schedule_id, due_at, state, attempts, first_at, finished_at, failure";

    private ScheduleStore() {}

    public static Uni<List<Schedule>> all(SqlClient client) {
        return client.preparedQuery("select " + COLUMNS + " from report_schedule order by schedule_id limit $1")
                .execute(Tuple.of(Schedule.MOST))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ScheduleStore::schedule)
                        .toList());
    }

    public static Uni<Optional<Schedule>> find(SqlClient client, long scheduleId) {
        return client.preparedQuery("select " + COLUMNS + " from report_schedule where schedule_id = $1")
                .execute(Tuple.of(scheduleId))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ScheduleStore::schedule)
                        .findFirst());
    }

    /** Adds a schedule (id 0) or replaces one; its id, 0: there is none of that id. */
    public static Uni<Long> save(SqlClient client, Schedule schedule) {
        Tuple values = Tuple.tuple()
                .addLong(schedule.viewId())
                .addString(schedule.owner())
                .addString(wire(schedule.every()))
                .addInteger(schedule.day())
                .addLocalTime(schedule.at())
                .addArrayOfString(schedule.recipients().toArray(String[]::new))
                .addString(wire(schedule.format()))
                .addString(schedule.language())
                .addBoolean(schedule.enabled())
                .addOffsetDateTime(utc(schedule.sinceAt()));
        if (schedule.scheduleId() != 0) values.addLong(schedule.scheduleId());
        String statement = schedule.scheduleId() == 0 ? """
                insert into report_schedule
                    (view_id, owner, every, day, at_time, recipients, format, language, enabled, since_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning schedule_id
                """ : """
                update report_schedule
                set view_id = $1, owner = $2, every = $3, day = $4, at_time = $5, recipients = $6, format = $7,
                    language = $8, enabled = $9, since_at = $10
                where schedule_id = $11 returning schedule_id
                """;
        return client.preparedQuery(statement)
                .execute(values)
                .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong(0));
    }

    public static Uni<Void> delete(SqlClient client, long scheduleId) {
        return client.preparedQuery("delete from report_schedule where schedule_id = $1")
                .execute(Tuple.of(scheduleId))
                .replaceWithVoid();
    }

    /** Notes that a mail is due; nothing where it was noted before. */
    public static Uni<Void> note(
            SqlClient client, long scheduleId, Instant dueAt, ScheduledRun.State state, Instant now) {
        return client.preparedQuery("""
                        insert into report_run (schedule_id, due_at, state, attempts, first_at, next_at, finished_at)
                        select $1, $2, $3, 0, $4, $4, case when $3 = 'missed' then $4 end
                        where exists (select from report_schedule where schedule_id = $1)
                        on conflict do nothing
                        """)
                .execute(Tuple.of(scheduleId, utc(dueAt), state.wireName(), utc(now)))
                .replaceWithVoid();
    }

    /** Takes what is to be sent next for itself alone; empty: nothing is. */
    public static Uni<Optional<ScheduledRun>> lease(SqlClient client, Instant now, Instant until) {
        return client.preparedQuery("""
                        update report_run set attempts = attempts + 1, leased_until = $2
                        where (schedule_id, due_at) = (
                            select schedule_id, due_at from report_run
                            where state = 'waiting' and next_at <= $1 and (leased_until is null or leased_until <= $1)
                            order by next_at limit 1 for update skip locked)
                        returning\s""" + RUN)
                .execute(Tuple.of(utc(now), utc(until)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ScheduleStore::run)
                        .findFirst());
    }

    /**
     * What became of an attempt; nothing where another instance has taken it since.
     *
     * @param state WAITING: it is tried again
     * @param nextAt when; null: never
     */
    public static Uni<Void> settle(
            SqlClient client,
            ScheduledRun run,
            ScheduledRun.State state,
            ScheduledRun.@Nullable Failure failure,
            @Nullable Instant nextAt,
            Instant now) {
        boolean isOver = state != ScheduledRun.State.WAITING;
        return client.preparedQuery("""
                        update report_run
                        set state = $4, failure = $5, next_at = coalesce($6, next_at), finished_at = $7, leased_until = null
                        where schedule_id = $1 and due_at = $2 and attempts = $3 and state = 'waiting'
                        """)
                .execute(Tuple.tuple()
                        .addLong(run.scheduleId())
                        .addOffsetDateTime(utc(run.dueAt()))
                        .addInteger(run.attempts())
                        .addString(state.wireName())
                        .addString(failure == null ? null : failure.wireName())
                        .addOffsetDateTime(nextAt == null ? null : utc(nextAt))
                        .addOffsetDateTime(isOver ? utc(now) : null))
                .replaceWithVoid();
    }

    /** The newest runs of a schedule first. */
    public static Uni<List<ScheduledRun>> runs(SqlClient client, long scheduleId, Instant before, int limit) {
        return client.preparedQuery("select " + RUN + " from report_run where schedule_id = $1 and due_at < $2"
                        + " order by due_at desc limit $3")
                .execute(Tuple.of(scheduleId, utc(before), limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ScheduleStore::run)
                        .toList());
    }

    /** The newest run of each schedule. */
    public static Uni<List<ScheduledRun>> lastRuns(SqlClient client) {
        return client.preparedQuery("""
                        select r.* from report_schedule as s cross join lateral (
                            select * from report_run as r where r.schedule_id = s.schedule_id
                            order by r.due_at desc limit 1) as r
                        """)
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ScheduleStore::run)
                        .toList());
    }

    public static Uni<Void> forget(SqlClient client, Instant before) {
        return client.preparedQuery("delete from report_run where due_at < $1 and state <> 'waiting'")
                .execute(Tuple.of(utc(before)))
                .replaceWithVoid();
    }

    private static Schedule schedule(Row row) {
        return new Schedule(
                row.getLong("schedule_id"),
                row.getLong("view_id"),
                row.getString("owner"),
                Schedule.Every.valueOf(row.getString("every").toUpperCase(Locale.ROOT)),
                row.getInteger("day"),
                row.getLocalTime("at_time"),
                List.of(row.getArrayOfStrings("recipients")),
                Schedule.Format.valueOf(row.getString("format").toUpperCase(Locale.ROOT)),
                row.getString("language"),
                row.getBoolean("enabled"),
                ViewStore.instant(row, "since_at"));
    }

    private static ScheduledRun run(Row row) {
        OffsetDateTime finished = row.getOffsetDateTime("finished_at");
        String failure = row.getString("failure");
        return new ScheduledRun(
                row.getLong("schedule_id"),
                ViewStore.instant(row, "due_at"),
                ScheduledRun.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInteger("attempts"),
                ViewStore.instant(row, "first_at"),
                finished == null ? null : finished.toInstant(),
                Arrays.stream(ScheduledRun.Failure.values())
                        .filter(f -> f.wireName().equals(failure))
                        .findFirst()
                        .orElse(null));
    }

    private static String wire(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static OffsetDateTime utc(Instant instant) {
        return ReportStore.utc(instant.toEpochMilli());
    }
}
