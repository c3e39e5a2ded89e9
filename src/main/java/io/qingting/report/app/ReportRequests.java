package io.qingting.report.app;

import io.qingting.kernel.BusinessClock;
import io.qingting.report.domain.BusinessDays;
import io.qingting.report.domain.Grouping;
import io.qingting.report.domain.PatternQuery;
import io.qingting.report.domain.Period;
import io.qingting.report.domain.PeriodUnit;
import io.qingting.report.domain.Periods;
import io.qingting.report.domain.Range;
import io.qingting.report.domain.ReportQuery;
import io.qingting.report.domain.ReportQuery.Subject;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a report is asked for from named values, as an address or a saved view holds them. */
@ApplicationScoped
public class ReportRequests {
    private static final int MOST_IDS = 500;
    private static final Set<String> OF_RANGES = Set.of("range", "from", "to");
    private static final Set<String> OF_PATTERNS =
            with(OF_RANGES, "serviceLevelSeconds", "queue", "channel", "segment");
    /** What names a question; how it is answered is not among them. */
    public static final Set<String> OF_REPORTS =
            with(OF_PATTERNS, "by", "group", "firstResponseSeconds", "responseSeconds", "agent", "metric", "compare");

    private final ReportSettings settings;
    private final SiteConfiguration site;
    private final BusinessClock clock;

    ReportRequests(ReportSettings settings, SiteConfiguration site, BusinessClock clock) {
        this.settings = settings;
        this.site = site;
        this.clock = clock;
    }

    /**
     * A question, and the same of an earlier range.
     *
     * @param comparison null: nothing is compared
     * @param earlier null: nothing is compared
     */
    public record Request(
            ReportQuery query,
            Range.@Nullable Comparison comparison,
            @Nullable ReportQuery earlier) {}

    /** Names that may be given beside those of a question. */
    public static Set<String> with(Set<String> names, String... more) {
        return Stream.concat(names.stream(), Arrays.stream(more)).collect(Collectors.toUnmodifiableSet());
    }

    /** @param more names that say how to answer */
    public Request report(Subject subject, Map<String, List<String>> values, String... more) {
        return report(subject, values, clock.now(), more);
    }

    /** @param asOf "today" is the day that holds it */
    public Request report(Subject subject, Map<String, List<String>> values, Instant asOf, String... more) {
        Parameters given = new Parameters(values, with(OF_REPORTS, more));
        Site present = site.current();
        BusinessDays days = days(present);
        Range range = range(given, days, asOf);
        PeriodUnit unit = given.word("by", PeriodUnit.DAY, List.of(PeriodUnit.values()));
        ReportQuery query = new ReportQuery(
                subject,
                unit,
                grouping(subject, given),
                periods(days, unit, range),
                serviceLevel(given, present),
                given.seconds("firstResponseSeconds", present.targets().firstResponseSeconds()),
                given.seconds("responseSeconds", present.targets().responseSeconds()),
                given.ids("queue", MOST_IDS),
                given.channels("channel"),
                given.ids("agent", MOST_IDS),
                given.segments("segment"),
                given.metrics("metric"));
        Range.Comparison comparison = given.wordOrNone("compare", List.of(Range.Comparison.values()));
        return new Request(
                query,
                comparison,
                comparison == null ? null : query.over(periods(days, unit, range.earlier(comparison, days, asOf))));
    }

    private static Grouping grouping(Subject subject, Parameters given) {
        return switch (subject) {
            case QUEUES ->
                given.word(
                        "group",
                        Grouping.QUEUE,
                        List.of(Grouping.QUEUE, Grouping.CHANNEL, Grouping.AGENT, Grouping.SEGMENT, Grouping.ALL));
            case AGENTS -> given.word("group", Grouping.AGENT, List.of(Grouping.values()));
        };
    }

    /** Of a heat map or a distribution of waits. */
    public PatternQuery pattern(Map<String, List<String>> values) {
        Parameters given = new Parameters(values, OF_PATTERNS);
        Site present = site.current();
        Range range = range(given, days(present), clock.now());
        return new PatternQuery(
                range.from(),
                range.to(),
                serviceLevel(given, present),
                given.ids("queue", MOST_IDS),
                given.channels("channel"),
                given.segments("segment"));
    }

    private static Duration serviceLevel(Parameters given, Site present) {
        return given.seconds(
                "serviceLevelSeconds", present.targets().serviceLevel().seconds());
    }

    private static BusinessDays days(Site present) {
        return new BusinessDays(present.zone(), present.dayStartHour());
    }

    private Range range(Parameters given, BusinessDays days, Instant asOf) {
        Range.Preset preset = given.wordOrNone("range", List.of(Range.Preset.values()));
        if (preset != null) {
            if (given.has("from") || given.has("to"))
                throw Parameters.refusal("range", "is given beside from and to", "Give the one or the others");
            return preset.at(days, asOf);
        }
        Instant from = given.instant("from", days);
        Instant to = given.instant("to", days);
        if (!from.isBefore(to))
            throw Parameters.refusal("to", "is not later than from", "Write the first instant or day after the range");
        if (Duration.between(from, to).compareTo(settings.maxRange()) > 0)
            throw Parameters.refusal(
                    "to",
                    "makes a range of more than " + settings.maxRange().toDays() + " days",
                    "Ask for a shorter range");
        return new Range(from, to, PeriodUnit.TOTAL);
    }

    private List<Period> periods(BusinessDays days, PeriodUnit unit, Range range) {
        List<Period> periods = Periods.of(days, unit, range.from(), range.to(), settings.maxPeriods());
        if (periods.size() > settings.maxPeriods())
            throw Parameters.refusal(
                    "by",
                    "makes more than " + settings.maxPeriods() + " periods of the range",
                    "Ask for longer periods or a shorter range");
        return periods;
    }

    /**
     * The names and values of a query as it stands in an address.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static Map<String, List<String>> values(String query) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            if (pair.isEmpty()) continue;
            int sign = pair.indexOf('=');
            String name = sign < 0 ? pair : pair.substring(0, sign);
            String value = sign < 0 ? "" : pair.substring(sign + 1);
            values.computeIfAbsent(decoded(name), n -> new ArrayList<>()).add(decoded(value));
        }
        return values;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
