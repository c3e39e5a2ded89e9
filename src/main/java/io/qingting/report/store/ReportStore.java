package io.qingting.report.store;

import io.qingting.contact.domain.Span;
import io.qingting.event.domain.LogPosition;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.report.domain.Figure;
import io.qingting.report.domain.Grouping;
import io.qingting.report.domain.Metric;
import io.qingting.report.domain.OpenTimes;
import io.qingting.report.domain.Period;
import io.qingting.report.domain.Report;
import io.qingting.report.domain.ReportQuery;
import io.qingting.report.domain.ReportQuery.Subject;
import io.qingting.report.domain.ReportRow;
import io.qingting.sla.domain.SlaBook;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
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
    static final Double[] PERCENTILES = {0.5 + 1e-10, 0.9 + 1e-10, 0.99 + 1e-10};

    private static final String QUEUE = "coalesce(queue_id, '" + Grouping.NO_QUEUE + "')";
    private static final String SEGMENT = "coalesce(segment, '" + Grouping.NO_SEGMENT + "')";
    private static final String TEAM = "coalesce((:team_of)::jsonb ->> agent_id, '" + Grouping.NO_TEAM + "')";

    /** Of facts of any kind. */
    static final String FILTER = "(:queues is null or " + QUEUE + " = any (:queues))"
            + " and (:channels is null or channel = any (:channels)) and (:agents is null or agent_id = any (:agents))"
            + " and (:segments is null or " + SEGMENT + " = any (:segments))";

    /**
     * What holds for every report.
     *
     * @param now instant at which the figures are asked for, epoch milliseconds
     * @param shortAbandon an abandon before that is short
     * @param comeBack how long a customer has to come back before a contact counts as resolved
     * @param rows most rows; one more is read, so that a caller sees that there are too many
     * @param book calendars; null: figures in business time are no data
     * @param teamOfAgent teams by agent id as of now; needed for rows by team only
     */
    public record Terms(
            long now,
            Duration shortAbandon,
            Duration comeBack,
            int rows,
            @Nullable SlaBook book,
            Map<String, String> teamOfAgent) {
        /** Without calendars and teams. */
        public Terms(long now, Duration shortAbandon, Duration comeBack, int rows) {
            this(now, shortAbandon, comeBack, rows, null, Map.of());
        }
    }

    private record Place(int period, String key) {
        static final Comparator<Place> ORDER =
                Comparator.comparingInt(Place::period).thenComparing(Place::key);
    }

    private ReportStore() {}

    /** @param transaction read by {@link Snapshot}, so that all sections see the same facts */
    public static Uni<Report> read(SqlClient transaction, ReportQuery query, Terms terms) {
        Map<Place, Map<Metric, Figure>> found = new TreeMap<>(Place.ORDER);
        List<Section> sections = Section.of(query.subject()).stream()
                .filter(section -> section.isAskedBy(query))
                .toList();
        return Snapshot.asOf(transaction)
                .chain(asOf -> Multi.createFrom()
                        .iterable(sections)
                        .filter(section -> section.answers(query) && hasWhatItNeeds(section, terms))
                        .onItem()
                        .transformToUniAndConcatenate(section ->
                                read(transaction, section, query, terms).invoke(rows -> merge(found, section, rows)))
                        .onItem()
                        .ignoreAsUni()
                        .map(done -> report(query, asOf, sections, found, terms.rows())));
    }

    private static boolean hasWhatItNeeds(Section section, Terms terms) {
        return section.needs() == Section.Needs.NOTHING || terms.book() != null;
    }

    private static Uni<RowSet<Row>> read(SqlClient transaction, Section section, ReportQuery query, Terms terms) {
        boolean ofAgents = query.subject() == Subject.AGENTS;
        NamedSql sql = section.sql()
                .with("key", key(query.grouping()))
                .with("filter", ofAgents ? FILTER + " and agent_id is not null" : FILTER);
        long limit = section.limit().apply(query).toMillis();
        Map<String, @Nullable Object> values = values(query, limit, terms);
        SlaBook book = terms.book();
        if (book == null || section.needs() == Section.Needs.NOTHING) return run(transaction, sql.call(values));
        return earliestStart(transaction, section, query).chain(earliest -> {
            OpenTimes times = openTimes(book, query, earliest, limit);
            return run(transaction, sql.with("slot", slot(times)).call(with(values, times)));
        });
    }

    private static Uni<RowSet<Row>> run(SqlClient transaction, NamedSql.Call call) {
        return transaction.preparedQuery(call.sql()).execute(call.values());
    }

    /** Begin of the earliest wait that ended in the range; its own begin where none did. */
    private static Uni<Long> earliestStart(SqlClient transaction, Section section, ReportQuery query) {
        return transaction
                .preparedQuery("select min(started_at) from contact_fact"
                        + " where kind = $1 and ended_at is not null and at >= $2 and at < $3")
                .execute(Tuple.of(section.kindOfWaits(), utc(query.from()), utc(query.to())))
                .map(rows -> {
                    OffsetDateTime at = rows.iterator().next().getOffsetDateTime(0);
                    return at == null
                            ? query.from()
                            : Math.min(query.from(), at.toInstant().toEpochMilli());
                });
    }

    private static OpenTimes openTimes(SlaBook book, ReportQuery query, long earliest, long limit) {
        try {
            return OpenTimes.of(book.between(earliest, query.to()), earliest, query.from(), query.to(), limit);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.of(
                    400,
                    "report-too-long",
                    "The report would be too long",
                    "Business time over it has " + e.getMessage() + ". Ask for a shorter range."));
        }
    }

    /** The calendar of a row's queue, by the rules in force when the wait began. */
    private static String slot(OpenTimes times) {
        boolean isOne = times.slots().stream()
                .allMatch(s -> s.site() == 0 && s.queues().values().stream().allMatch(n -> n == 0));
        if (isOne) return "0::bigint";
        String version = "(:slots)::jsonb -> width_bucket(started_at, :versions)";
        return "coalesce(" + version + " -> 1 ->> queue_id, " + version + " ->> 0)::bigint";
    }

    private static Map<String, @Nullable Object> with(Map<String, @Nullable Object> values, OpenTimes times) {
        Map<String, @Nullable Object> all = new HashMap<>(values);
        all.put("span", OpenTimes.SPAN);
        all.put("begins", times.begins().toArray(Long[]::new));
        all.put("lengths", times.lengths().toArray(Long[]::new));
        all.put("passed", times.passed().toArray(Long[]::new));
        all.put("earliest_start", utc(times.earliestStart()));
        all.put(
                "versions",
                times.slots().stream().skip(1).map(s -> utc(s.since())).toArray(OffsetDateTime[]::new));
        JsonArray slots = new JsonArray();
        times.slots()
                .forEach(s -> slots.add(new JsonArray().add(s.site()).add(new JsonObject(Map.copyOf(s.queues())))));
        all.put("slots", slots.encode());
        return all;
    }

    private static String key(Grouping grouping) {
        return switch (grouping) {
            case QUEUE -> QUEUE;
            case CHANNEL -> "channel";
            case AGENT -> "agent_id";
            case SEGMENT -> SEGMENT;
            case TEAM -> TEAM;
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
        values.put("segments", texts(query.segments()));
        values.put("team_of", new JsonObject(Map.copyOf(terms.teamOfAgent())).encode());
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

    static String @Nullable [] texts(List<String> names) {
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
        List<Metric> metrics = sections.stream()
                .flatMap(s -> s.metrics().stream())
                .filter(m -> query.metrics().isEmpty() || query.metrics().contains(m))
                .sorted()
                .toList();
        List<ReportRow> rows = new ArrayList<>();
        Stream<Map.Entry<Place, Map<Metric, Figure>>> places =
                found.entrySet().stream().limit(limit + 1L);
        places.forEach(entry -> {
            Map<Metric, Figure> figures = entry.getValue();
            for (Metric metric : metrics) figures.putIfAbsent(metric, metric.nothing());
            figures.keySet().retainAll(metrics);
            Period period = query.periods().get(entry.getKey().period());
            rows.add(new ReportRow(period, entry.getKey().key(), figures));
        });
        return new Report(query, asOf, metrics, rows);
    }
}
