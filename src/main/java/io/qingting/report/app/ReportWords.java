package io.qingting.report.app;

import io.qingting.report.domain.Grouping;
import io.qingting.report.domain.Metric;
import io.qingting.report.domain.Period;
import io.qingting.report.domain.PeriodUnit;
import io.qingting.report.domain.ReportQuery;
import io.qingting.site.domain.Site;
import io.qingting.site.domain.Word;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The words of reports that leave the screens, in Chinese or English. */
public final class ReportWords {
    private static final Map<String, Properties> ALL = Map.of("zh", load("zh"), "en", load("en"));
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final Properties words;
    private final boolean english;

    /** @param language zh or en */
    public ReportWords(String language) {
        words = Objects.requireNonNull(ALL.get(language), language);
        english = language.equals("en");
    }

    private static Properties load(String language) {
        String path = "/reports/" + language + ".properties";
        Properties words = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(ReportWords.class.getResourceAsStream(path), path), StandardCharsets.UTF_8)) {
            words.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }

    public String word(String key) {
        return Objects.requireNonNull(words.getProperty(key), key);
    }

    public String word(String key, Map<String, String> values) {
        String text = word(key);
        for (Map.Entry<String, String> value : values.entrySet())
            text = text.replace('{' + value.getKey() + '}', value.getValue());
        return text;
    }

    /** A metric's name with the X of the question. */
    String metric(Metric metric, ReportQuery query) {
        return word(
                "metric." + metric.wireName(),
                Map.of(
                        "serviceLevel", Long.toString(query.serviceLevel().toSeconds()),
                        "firstResponse", Long.toString(query.firstResponse().toSeconds()),
                        "response", Long.toString(query.response().toSeconds())));
    }

    /**
     * Whose row it is, by the name that the site gives.
     *
     * @param agentName how an agent may be shown
     */
    String key(Grouping grouping, String key, Site site, UnaryOperator<String> agentName) {
        return switch (grouping) {
            case ALL -> word("all");
            case CHANNEL -> said(site.settings().channels(), key).orElseGet(() -> word("channel." + key));
            case SEGMENT ->
                said(site.settings().segments(), key)
                        .orElseGet(() -> word(key.equals(Grouping.NO_SEGMENT) ? "none.segment" : "segment." + key));
            case QUEUE -> {
                Site.Queue queue = site.queues().get(key);
                yield key.equals(Grouping.NO_QUEUE)
                        ? word("none.queueId")
                        : queue == null ? key : name(queue.name(), queue.nameEn());
            }
            case TEAM -> {
                Site.Team team = site.teams().get(key);
                yield key.equals(Grouping.NO_TEAM)
                        ? word("none.teamId")
                        : team == null ? key : name(team.name(), team.nameEn());
            }
            case AGENT -> agentName.apply(key);
        };
    }

    private String name(String name, @Nullable String nameEn) {
        return english && nameEn != null ? nameEn : name;
    }

    /** The site's word in this language. */
    private Optional<String> said(List<Word> words, String code) {
        return words.stream()
                .filter(word -> word.code().equals(code))
                .flatMap(word -> Stream.ofNullable(english ? word.nameEn() : word.name()))
                .findFirst();
    }

    /** A period as people write it. */
    static String period(Period period, PeriodUnit unit, ZoneId zone) {
        return switch (unit) {
            case HALF_HOUR, HOUR ->
                TIME.format(Instant.ofEpochMilli(period.startsAt()).atZone(zone));
            case MONTH -> period.label().substring(0, "2026-11".length());
            case QUARTER -> {
                int month = Integer.parseInt(period.label().substring(5, 7));
                yield period.label().substring(0, 4) + " Q" + ((month - 1) / 3 + 1);
            }
            case DAY, WEEK, TOTAL -> period.label();
        };
    }

    /** From the first to the last instant of a question, in a zone. */
    static String range(ReportQuery query, ZoneId zone) {
        return TIME.format(Instant.ofEpochMilli(query.from()).atZone(zone)) + " – "
                + TIME.format(Instant.ofEpochMilli(query.to()).atZone(zone));
    }
}
