package io.qingting.history.store;

import io.qingting.contact.domain.Span;
import io.qingting.contact.domain.SpanKind;
import io.qingting.history.domain.Fact;
import io.qingting.history.domain.FactPlace;
import io.qingting.history.domain.FactScan;
import io.qingting.history.domain.FactScan.Place;
import io.qingting.history.domain.PlacedFact;
import io.qingting.kernel.ContactKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Reads facts one by one, for whoever wants to know what a figure is made of. Every method takes the client to run on. */
public final class ScanStore {
    private static final String LIMIT = "$11::bigint * interval '1 millisecond'";

    private ScanStore() {}

    /** The next facts after a place, in order; fewer than the limit where there are no more. */
    public static Uni<List<PlacedFact>> next(SqlClient client, FactScan scan, FactPlace after, int limit) {
        Tuple values = Tuple.tuple()
                .addValue(scan.kinds().stream().map(SpanKind::name).toArray(String[]::new))
                .addOffsetDateTime(FactStore.utc(scan.from()))
                .addOffsetDateTime(FactStore.utc(scan.to()))
                .addOffsetDateTime(FactStore.utc(after.instant()))
                .addInteger(after.contact().sourceId())
                .addString(after.contact().contactId())
                .addInteger(after.cycle())
                .addString(after.kind().name())
                .addInteger(after.ordinal())
                .addInteger(limit)
                .addLong(scan.limitMillis())
                .addValue(names(scan.place()));
        return client.preparedQuery(statement(scan)).execute(values).map(rows -> {
            List<Fact> facts = FactRows.facts(rows);
            List<OffsetDateTime> instants =
                    rows.stream().map(row -> row.getOffsetDateTime("instant")).toList();
            return IntStream.range(0, facts.size())
                    .mapToObj(i ->
                            placed(facts.get(i), instants.get(i).toInstant().toEpochMilli()))
                    .toList();
        });
    }

    private static PlacedFact placed(Fact fact, long instant) {
        return new PlacedFact(FactPlace.of(instant, fact.contact(), fact.span()), fact);
    }

    private static String[] names(Place place) {
        return switch (place) {
            case Place.Everywhere everywhere -> new String[0];
            case Place.Queue queue -> new String[] {queue.queueId()};
            case Place.Channel channel -> new String[] {channel.wireName()};
            case Place.Segment segment -> new String[] {segment.wireName()};
            case Place.Agents agents -> agents.agentIds().toArray(String[]::new);
        };
    }

    private static String statement(FactScan scan) {
        return "select " + FactRows.COLUMNS + ", f.instant from (select *, " + instant(scan)
                + " as instant from contact_fact"
                + " where kind = any ($1) and " + candidates(scan) + ") as f"
                + " where f.instant >= $2 and f.instant < $3 and $11::bigint >= 0 and " + filter(scan.place())
                + " and (f.instant, f.source_id, f.contact_id, f.cycle, f.kind, f.ordinal) > ($4, $5, $6, $7, $8, $9)"
                + " order by f.instant, f.source_id, f.contact_id, f.cycle, f.kind, f.ordinal limit $10";
    }

    private static String instant(FactScan scan) {
        return switch (scan.clock()) {
            case BEGIN -> "started_at";
            case END -> "at";
            case DEADLINE -> "least(case when ended_at is not null then at end, started_at + " + LIMIT + ")";
        };
    }

    /** A condition that an index answers; what is too much is filtered by the instant itself. */
    private static String candidates(FactScan scan) {
        return switch (scan.clock()) {
            case BEGIN -> "started_at >= $2 and started_at < $3";
            case END -> "at >= $2 and at < $3";
            case DEADLINE ->
                "(at >= $2 and at < $3 or started_at >= $2 - " + LIMIT + " and started_at < $3 - " + LIMIT + ")";
        };
    }

    private static String filter(Place place) {
        return switch (place) {
            case Place.Everywhere everywhere -> "cardinality($12::text[]) = 0";
            case Place.Queue queue -> "coalesce(f.queue_id, '(no queue)') = any ($12::text[])";
            case Place.Channel channel -> "f.channel = any ($12::text[])";
            case Place.Segment segment -> "f.segment = any ($12::text[])";
            case Place.Agents agents -> "f.agent_id = any ($12::text[])";
        };
    }

    /** Contacts that a fact of some kinds tells something of after an instant: told of ahead of its time. */
    public static Uni<Set<ContactKey>> ahead(SqlClient client, Collection<SpanKind> kinds, long after, int limit) {
        return client.preparedQuery("select distinct source_id, contact_id from contact_fact"
                        + " where kind = any ($1) and at > $2 limit $3")
                .execute(Tuple.of(
                        kinds.stream().map(SpanKind::name).toArray(String[]::new), FactStore.utc(after), limit))
                .map(rows -> {
                    Set<ContactKey> contacts = new HashSet<>();
                    for (Row row : rows) contacts.add(new ContactKey(row.getInteger(0), row.getString(1)));
                    return contacts;
                });
    }

    /**
     * What followed closes.
     *
     * @param reopened it was taken back in the time set
     * @param cameBack begins of other contacts of the customer on the topic in the time set, the earliest; empty: none
     */
    public record Aftermath(boolean reopened, List<ContactKey> cameBack) {}

    /** For each of the closes, by its place, within {@code comeBackMillis}. */
    public static Uni<Map<FactPlace, Aftermath>> after(SqlClient client, List<PlacedFact> closes, long comeBackMillis) {
        if (closes.isEmpty()) return Uni.createFrom().item(Map.of());
        List<Span> spans = closes.stream().map(c -> c.fact().span()).toList();
        return client.preparedQuery("""
                        select c.n,
                               exists (select from contact_fact as r
                                       where r.source_id = c.s and r.contact_id = c.c and r.kind = 'REOPENED'
                                         and r.at >= c.at and r.at <= c.at + $6::bigint * interval '1 millisecond') as reopened,
                               n.source_id, n.contact_id
                        from unnest($1::int[], $2::text[], $3::timestamptz[], $4::text[], $5::text[])
                             with ordinality as c (s, c, at, customer, topic, n)
                        left join lateral (
                            select n.source_id, n.contact_id from contact_fact as n
                            where n.kind = 'CONTACT' and n.customer_key = c.customer
                              and n.started_at > c.at and n.started_at <= c.at + $6::bigint * interval '1 millisecond'
                              and (n.source_id, n.contact_id) <> (c.s, c.c)
                              and (n.topic = c.topic or n.topic is null or c.topic is null)
                            order by n.started_at, n.source_id, n.contact_id limit 1) as n on true
                        """)
                .execute(Tuple.tuple()
                        .addArrayOfInteger(closes.stream()
                                .map(c -> c.fact().contact().sourceId())
                                .toArray(Integer[]::new))
                        .addArrayOfString(closes.stream()
                                .map(c -> c.fact().contact().contactId())
                                .toArray(String[]::new))
                        .addArrayOfOffsetDateTime(
                                spans.stream().map(s -> FactStore.utc(s.at())).toArray(OffsetDateTime[]::new))
                        .addArrayOfString(spans.stream().map(Span::customerKey).toArray(String[]::new))
                        .addArrayOfString(spans.stream().map(Span::topic).toArray(String[]::new))
                        .addLong(comeBackMillis))
                .map(rows -> {
                    Map<FactPlace, Aftermath> found = new HashMap<>();
                    for (Row row : rows) {
                        Integer source = row.getInteger(2);
                        List<ContactKey> back =
                                source == null ? List.of() : List.of(new ContactKey(source, row.getString(3)));
                        found.put(
                                closes.get((int) (row.getLong(0) - 1)).place(), new Aftermath(row.getBoolean(1), back));
                    }
                    return found;
                });
    }
}
