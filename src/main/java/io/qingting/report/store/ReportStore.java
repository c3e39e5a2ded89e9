package io.qingting.report.store;

import io.qingting.contact.domain.Span;
import io.qingting.event.domain.LogPosition;
import io.qingting.report.domain.Figure;
import io.qingting.report.domain.Grouping;
import io.qingting.report.domain.Metric;
import io.qingting.report.domain.Period;
import io.qingting.report.domain.Report;
import io.qingting.report.domain.ReportQuery;
import io.qingting.report.domain.ReportQuery.Subject;
import io.qingting.report.domain.ReportRow;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The figures of reports from contact facts: one statement a {@link Section}, put together by period and key. */
public final class ReportStore {
    /**
     * p50, p90, p99. percentile_disc gives the element at index ⌈p·n⌉ − 1; a hair more gives ⌊p·n⌋, as METRICS.md has it, for
     * up to 10 million values.
     */
    private static final Double[] PERCENTILES = {0.5 + 1e-10, 0.9 + 1e-10, 0.99 + 1e-10};

    private static final String QUEUE = "coalesce(queue_id, '" + Grouping.NO_QUEUE + "')";
    private static final String FILTER = "(:queues is null or " + QUEUE + " = any (:queues))"
            + " and (:channels is null or channel = any (:channels)) and (:agents is null or agent_id = any (:agents))";

    /**
     * What holds for every report.
     *
     * @param now instant at which the figures are asked for, epoch milliseconds
     * @param shortAbandon an abandon before that is short
     * @param comeBack how long a customer has to come back before a contact counts as resolved
     * @param rows most rows; one more is read, so that a caller sees that there are too many
     */
    public record Terms(long now, Duration shortAbandon, Duration comeBack, int rows) {}

    private record Place(int period, String key) {
        static final Comparator<Place> ORDER =
                Comparator.comparingInt(Place::period).thenComparing(Place::key);
    }

    private ReportStore() {}

    /** @param transaction read by {@link Snapshot}, so that all sections see the same facts */
    public static Uni<Report> read(SqlClient transaction, ReportQuery query, Terms terms) {
        Map<Place, Map<Metric, Figure>> found = new TreeMap<>(Place.ORDER);
        List<Section> sections = Section.of(query.subject());
        return Snapshot.asOf(transaction)
                .chain(asOf -> Multi.createFrom()
                        .iterable(sections)
                        .filter(section -> section.answers(query))
                        .onItem()
                        .transformToUniAndConcatenate(section ->
                                read(transaction, section, query, terms).invoke(rows -> merge(found, section, rows)))
                        .onItem()
                        .ignoreAsUni()
                        .map(done -> report(query, asOf, sections, found, terms.rows())));
    }

    private static Uni<RowSet<Row>> read(SqlClient transaction, Section section, ReportQuery query, Terms terms) {
        boolean ofAgents = query.subject() == Subject.AGENTS;
        NamedSql.Call call = section.sql()
                .with("key", key(query.grouping()))
                .with("filter", ofAgents ? FILTER + " and agent_id is not null" : FILTER)
                .call(values(query, section.limit().apply(query).toMillis(), terms));
        return transaction.preparedQuery(call.sql()).execute(call.values());
    }

    private static String key(Grouping grouping) {
        return switch (grouping) {
            case QUEUE -> QUEUE;
            case CHANNEL -> "channel";
            case AGENT -> "agent_id";
            case ALL -> "'*'";
        };
    }

    private static Map<String, @Nullable Object> values(ReportQuery query, long limitMillis, Terms terms) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put(
                "starts", query.periods().stream().map(p -> utc(p.startsAt())).toArray(OffsetDateTime[]::new));
        values.put("from", utc(query.from()));
        values.put("to", utc(query.to()));
        values.put("queues", texts(query.queues()));
        values.put("channels", texts(query.channels()));
        values.put("agents", texts(query.agents()));
        values.put("percentiles", PERCENTILES);
        values.put("service_level", query.serviceLevel().toMillis());
        values.put("short_abandon", terms.shortAbandon().toMillis());
        values.put("within", limitMillis);
        values.put("from_within", utc(query.from() - limitMillis));
        values.put("to_within", utc(query.to() - limitMillis));
        values.put("now_within", utc(terms.now() - limitMillis));
        values.put("come_back", terms.comeBack().toMillis());
        values.put("now_come_back", utc(terms.now() - terms.comeBack().toMillis()));
        values.put("bot_only", Span.BOT_ONLY_FLAG);
        values.put("participated", Span.PARTICIPATED_FLAG);
        values.put("accepted", Span.ACCEPTED_FLAG);
        boolean ofOneQueue =
                query.grouping() == Grouping.QUEUE || query.queues().size() == 1;
        values.put("first", ofOneQueue ? Span.FIRST_IN_QUEUE_FLAG : Span.FIRST_OF_CONTACT_FLAG);
        values.put("now", utc(terms.now()));
        values.put("limit", terms.rows() + 1);
        return values;
    }

    private static String @Nullable [] texts(List<String> names) {
        return names.isEmpty() ? null : names.toArray(String[]::new);
    }

    static OffsetDateTime utc(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).atOffset(ZoneOffset.UTC);
    }

    private static void merge(Map<Place, Map<Metric, Figure>> found, Section section, RowSet<Row> rows) {
        for (Row row : rows) {
            Place place = new Place(row.getInteger("period") - 1, row.getString("key"));
            Map<Metric, Figure> figures = found.computeIfAbsent(place, p -> new EnumMap<>(Metric.class));
            for (Metric metric : section.metrics()) figures.put(metric, FigureReader.read(row, metric));
        }
    }

    private static Report report(
            ReportQuery query,
            LogPosition asOf,
            List<Section> sections,
            Map<Place, Map<Metric, Figure>> found,
            int limit) {
        List<Metric> metrics =
                sections.stream().flatMap(s -> s.metrics().stream()).sorted().toList();
        List<ReportRow> rows = new ArrayList<>();
        Stream<Map.Entry<Place, Map<Metric, Figure>>> places =
                found.entrySet().stream().limit(limit + 1L);
        places.forEach(entry -> {
            Map<Metric, Figure> figures = entry.getValue();
            for (Metric metric : metrics) figures.putIfAbsent(metric, metric.nothing());
            Period period = query.periods().get(entry.getKey().period());
            rows.add(new ReportRow(period, entry.getKey().key(), figures));
        });
        return new Report(query, asOf, metrics, rows);
    }
}
