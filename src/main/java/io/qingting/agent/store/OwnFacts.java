package io.qingting.agent.store;

import io.qingting.agent.domain.OwnDay;
import io.qingting.agent.domain.RatingGroups;
import io.qingting.agent.domain.ServedContact;
import io.qingting.contact.domain.Span;
import io.qingting.kernel.ContactKey;
import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** What history says of one agent. Each statement is limited to that agent by an index. */
public final class OwnFacts {
    private static final double MILLIONTHS = 1_000_000;
    private static final double MILLIS = 1_000;
    private static final long GOOD = 4_000_000;
    private static final String SERVED = resource("/sql/agent/served.sql");

    /** How business days are cut. */
    public record Days(ZoneId zone, int startHour) {
        private String of(String instant, int zonePlace) {
            return "((" + instant + " at time zone $" + zonePlace + "::text) - make_interval(hours => $"
                    + (zonePlace + 1) + "::int))::date";
        }
    }

    /** A place in the list of served contacts: all that stand after it. */
    public record Place(Instant at, int sourceId, String contactId) {}

    private OwnFacts() {}

    private static String resource(String path) {
        try (InputStream file = OwnFacts.class.getResourceAsStream(path)) {
            if (file == null) throw new IllegalStateException("no file " + path);
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*\\R", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Business days with anything in them, oldest first. {@code from}: begin of the first. */
    public static Uni<List<OwnDay>> days(SqlClient client, String agentId, Instant from, Days days) {
        TreeMap<LocalDate, OwnDay> found = new TreeMap<>();
        Tuple values = Tuple.of(agentId, utc(from), days.zone().getId(), days.startHour());
        return client.preparedQuery("select " + days.of("s.hour", 3) + " as day, sum(answered)::bigint as answered,"
                        + " sum(first_response_hits)::bigint as first_hits,"
                        + " sum(first_response_total)::bigint as first_total,"
                        + " sum(response_hits)::bigint as hits, sum(response_total)::bigint as total"
                        + " from score_hour as s where agent_id = $1 and hour >= $2 group by 1")
                .execute(values)
                .invoke(rows -> {
                    for (Row row : rows)
                        found.merge(
                                row.getLocalDate("day"),
                                OwnDay.none(row.getLocalDate("day"))
                                        .withScored(
                                                row.getLong("answered"),
                                                new Ratio(row.getLong("first_hits"), row.getLong("first_total")),
                                                new Ratio(row.getLong("hits"), row.getLong("total"))),
                                (a, b) -> b);
                })
                .chain(() -> legs(client, agentId, from, days))
                .map(legs -> {
                    legs.forEach((day, leg) ->
                            found.merge(day, leg, (scored, b) -> scored.withLegs(leg.handleSeconds(), leg.replies())));
                    return List.copyOf(found.values());
                });
    }

    private static Uni<TreeMap<LocalDate, OwnDay>> legs(SqlClient client, String agentId, Instant from, Days days) {
        return client.preparedQuery("select " + days.of("work.at", 3) + """
                         as day,
                            count(*) filter (where handled) as handled,
                            coalesce(sum(value) filter (where handled or wrap_up), 0)::bigint as millis,
                            count(*) filter (where leg) as legs, coalesce(sum(extra) filter (where leg), 0)::bigint as replies
                        from (
                            select at, value, extra, kind = 'LEG' as leg,
                                kind = 'LEG' and value > 0 and channel in ('voice', 'chat') as handled,
                                kind = 'WRAPUP' and channel in ('voice', 'chat') as wrap_up
                            from contact_fact
                            where kind in ('LEG', 'WRAPUP') and (kind = 'WRAPUP' or flags & $5 <> 0) and ended_at is not null
                                and agent_id = $1 and at >= $2
                        ) as work group by 1
                        """)
                .execute(Tuple.of(agentId, utc(from), days.zone().getId(), days.startHour(), Span.ACCEPTED_FLAG))
                .map(rows -> {
                    TreeMap<LocalDate, OwnDay> found = new TreeMap<>();
                    for (Row row : rows)
                        found.put(
                                row.getLocalDate("day"),
                                OwnDay.none(row.getLocalDate("day"))
                                        .withLegs(
                                                new Mean(row.getLong("millis") / MILLIS, row.getLong("handled")),
                                                new Mean(row.getLong("replies"), row.getLong("legs"))));
                    return found;
                });
    }

    /** Closes from {@code from} up to {@code to} that reopened within {@code comeBackMillis}. */
    public static Uni<Ratio> reopened(SqlClient client, String agentId, Instant from, Instant to, long comeBackMillis) {
        return client.preparedQuery("""
                        select count(*) filter (where exists (
                                select from contact_fact r
                                where r.source_id = c.source_id and r.contact_id = c.contact_id and r.kind = 'REOPENED'
                                    and r.at >= c.at and r.at <= c.at + $4::bigint * interval '1 millisecond')) as hits,
                            count(*) as total
                        from contact_fact c where c.kind = 'CLOSED' and c.agent_id = $1 and c.at >= $2 and c.at <= $3
                        """)
                .execute(Tuple.of(agentId, utc(from), utc(to), comeBackMillis))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Ratio(row.getLong("hits"), row.getLong("total"));
                });
    }

    /** Ratings by business day, oldest first. {@code to}: exclusive. */
    public static Uni<List<RatingGroups.Day>> ratings(
            SqlClient client, String agentId, Instant from, Instant to, Days days) {
        return client.preparedQuery("select " + days.of("f.at", 4) + " as day, sum(value)::bigint as micros,"
                        + " count(*) as ratings, count(*) filter (where value >= $6) as good from contact_fact as f"
                        + " where kind = 'CSAT' and agent_id = $1 and at >= $2 and at < $3 group by 1 order by 1")
                .execute(Tuple.of(agentId, utc(from), utc(to), days.zone().getId(), days.startHour(), GOOD))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new RatingGroups.Day(
                                row.getLocalDate("day"),
                                row.getLong("micros") / MILLIONTHS,
                                row.getLong("ratings"),
                                row.getLong("good")))
                        .toList());
    }

    /**
     * Contacts that the agent served, the latest first.
     *
     * @param now waits that still run are late where their limit passed by then
     */
    public static Uni<List<ServedContact>> served(
            SqlClient client,
            String agentId,
            Instant from,
            Place before,
            long firstResponseMillis,
            long responseMillis,
            Instant now,
            int limit) {
        return client.preparedQuery(SERVED)
                .execute(Tuple.tuple()
                        .addString(agentId)
                        .addOffsetDateTime(utc(from))
                        .addOffsetDateTime(utc(before.at()))
                        .addInteger(before.sourceId())
                        .addString(before.contactId())
                        .addInteger(Span.ACCEPTED_FLAG)
                        .addInteger(Span.EXCLUDED_FLAG)
                        .addLong(firstResponseMillis)
                        .addLong(responseMillis)
                        .addOffsetDateTime(utc(now))
                        .addInteger(limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(OwnFacts::contact)
                        .toList());
    }

    private static ServedContact contact(Row row) {
        return new ServedContact(
                new ContactKey(row.getInteger("source_id"), row.getString("contact_id")),
                row.getString("channel"),
                row.getString("queue_id"),
                row.getOffsetDateTime("started_at").toInstant(),
                row.getOffsetDateTime("at").toInstant(),
                row.getLong("replies"),
                row.getBoolean("first_response"),
                row.getBoolean("response"),
                row.getBoolean("excluded"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
