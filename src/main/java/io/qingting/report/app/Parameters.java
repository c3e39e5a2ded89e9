package io.qingting.report.app;

import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Segment;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.report.domain.BusinessDays;
import io.qingting.report.domain.Grouping;
import io.qingting.report.domain.Metric;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parameters of a query. A wrong one is refused by its name, with the reason and what to write instead. */
public final class Parameters {
    private static final int LONGEST_ID = 200;

    private final Map<String, List<String>> given;

    /** @param known all others are refused */
    public Parameters(Map<String, List<String>> given, Set<String> known) {
        this.given = given;
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw refusal(
                        name,
                        "is no parameter here",
                        "Use " + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }

    public static ProblemException refusal(String name, String reason, String remedy) {
        String shown = name.length() > 40 ? name.substring(0, 40) + "…" : name;
        return new ProblemException(
                Problem.of(400, "invalid-parameter", "A parameter is wrong", shown + " " + reason + ". " + remedy + ".")
                        .at("/" + shown));
    }

    public @Nullable String text(String name) {
        List<String> values = given.get(name);
        if (values == null || values.isEmpty()) return null;
        if (values.size() > 1) throw refusal(name, "is given " + values.size() + " times", "Give it once");
        return values.getFirst();
    }

    public <E extends Enum<E>> E word(String name, E otherwise, List<E> allowed) {
        String text = text(name);
        if (text == null) return otherwise;
        for (E word : allowed) if (wire(word).equals(text)) return word;
        String words = allowed.stream().map(Parameters::wire).collect(Collectors.joining(", "));
        throw refusal(name, "is \"" + shown(text) + "\"", "Write one of " + words);
    }

    /** A constant as it is written outside: {@code HALF_HOUR} is {@code halfHour}. */
    public static String wire(Enum<?> word) {
        String[] parts = word.name().toLowerCase(Locale.ROOT).split("_");
        StringBuilder text = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++)
            text.append(Character.toUpperCase(parts[i].charAt(0))).append(parts[i].substring(1));
        return text.toString();
    }

    /** A word where it is given; null where it is not. */
    public <E extends Enum<E>> @Nullable E wordOrNone(String name, List<E> allowed) {
        return text(name) == null ? null : word(name, allowed.getFirst(), allowed);
    }

    public boolean has(String name) {
        return given.containsKey(name);
    }

    public int number(String name, int otherwise, int least, int most) {
        String text = text(name);
        if (text == null) return otherwise;
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException e) {
            // Refused below, as a number out of range is.
        }
        throw refusal(name, "is \"" + shown(text) + "\"", "Write a whole number from " + least + " to " + most);
    }

    public Duration seconds(String name, int otherwise) {
        return Duration.ofSeconds(number(name, otherwise, 0, 31_536_000));
    }

    /** An instant, or the begin of a business day. */
    public Instant instant(String name, BusinessDays days) {
        String text = text(name);
        String remedy = "Write a date such as 2026-11-21, or an instant such as 2026-11-21T02:00:00Z";
        if (text == null) throw refusal(name, "is missing", remedy);
        try {
            Instant instant = text.length() <= 10
                    ? days.start(LocalDate.parse(text))
                    : OffsetDateTime.parse(text).toInstant();
            if (instant.isAfter(EARLIEST) && instant.isBefore(LATEST)) return instant;
        } catch (DateTimeException e) {
            // Refused below.
        }
        throw refusal(name, "is \"" + shown(text) + "\"", remedy);
    }

    private static final Instant EARLIEST = Instant.parse("1970-01-02T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** A parameter that may be repeated; empty: not given. */
    public List<String> ids(String name, int most) {
        List<String> values = given.getOrDefault(name, List.of());
        if (values.size() > most)
            throw refusal(name, "is given " + values.size() + " times", "Give it at most " + most + " times");
        for (String value : values) {
            if (value.isEmpty() || value.length() > LONGEST_ID || value.indexOf('\0') >= 0) {
                throw refusal(name, "is no id", "Write an id of 1 to " + LONGEST_ID + " characters");
            }
        }
        return values;
    }

    public List<String> channels(String name) {
        return known(
                name, Arrays.stream(Channel.values()).map(Channel::wireName).toList());
    }

    public List<String> segments(String name) {
        List<String> known = new ArrayList<>(
                Arrays.stream(Segment.values()).map(Segment::wireName).toList());
        known.add(Grouping.NO_SEGMENT);
        return known(name, known);
    }

    /** Columns; empty: all. */
    public Set<Metric> metrics(String name) {
        List<Metric> all = List.of(Metric.values());
        Set<String> asked =
                new HashSet<>(known(name, all.stream().map(Metric::wireName).toList()));
        return all.stream().filter(m -> asked.contains(m.wireName())).collect(Collectors.toSet());
    }

    private List<String> known(String name, List<String> known) {
        List<String> values = ids(name, known.size());
        for (String value : values) {
            if (!known.contains(value))
                throw refusal(name, "is \"" + shown(value) + "\"", "Write one of " + String.join(", ", known));
        }
        return values;
    }

    public static String shown(String text) {
        String cut = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
