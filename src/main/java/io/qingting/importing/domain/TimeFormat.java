package io.qingting.importing.domain;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/**
 * How a log writes an instant: {@code iso}, {@code epochSeconds}, {@code epochMillis}, or a pattern of
 * {@link DateTimeFormatter}. Two-digit years are 1970 … 2069. A date alone is its midnight. Dates that do not exist are
 * refused. A local time that does not exist moves forward, an ambiguous one is the earlier instant (METRICS.md, business
 * day).
 */
public final class TimeFormat {
    private enum Kind {
        ISO,
        EPOCH_SECONDS,
        EPOCH_MILLIS,
        PATTERN
    }

    private static final int TWO_DIGIT_YEARS_FROM = 1970;

    private final String text;
    private final Kind kind;
    private final DateTimeFormatter formatter;

    private TimeFormat(String text, Kind kind, DateTimeFormatter formatter) {
        this.text = text;
        this.kind = kind;
        this.formatter = formatter;
    }

    /** Throws {@link IllegalArgumentException} where the text is no format. */
    public static TimeFormat of(String text) {
        return switch (text) {
            case "iso" -> new TimeFormat(text, Kind.ISO, DateTimeFormatter.ISO_DATE_TIME);
            case "epochSeconds" -> new TimeFormat(text, Kind.EPOCH_SECONDS, DateTimeFormatter.ISO_DATE_TIME);
            case "epochMillis" -> new TimeFormat(text, Kind.EPOCH_MILLIS, DateTimeFormatter.ISO_DATE_TIME);
            default -> new TimeFormat(text, Kind.PATTERN, pattern(text));
        };
    }

    /** The pattern with {@code y} read as proleptic year and {@code yy} as a year from 1970 on. */
    private static DateTimeFormatter pattern(String text) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); ) {
            char c = text.charAt(i);
            if (c == '\'') quoted = !quoted;
            if (quoted || (c != 'y' && c != 'u')) {
                part.append(c);
                i++;
                continue;
            }
            int end = i;
            while (end < text.length() && text.charAt(end) == c) end++;
            if (end - i == 2) {
                if (!part.isEmpty()) builder.appendPattern(part.toString());
                part.setLength(0);
                builder.appendValueReduced(ChronoField.YEAR, 2, 2, TWO_DIGIT_YEARS_FROM);
            } else part.repeat('u', end - i);
            i = end;
        }
        if (!part.isEmpty()) builder.appendPattern(part.toString());
        return builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }

    /** The instant; a text without an offset is meant in {@code zone}. Throws {@link DateTimeException} where it does not fit. */
    ZonedDateTime parse(String value, ZoneId zone) {
        try {
            return switch (kind) {
                case EPOCH_SECONDS ->
                    Instant.ofEpochMilli(Math.round(Double.parseDouble(value) * 1_000))
                            .atZone(zone);
                case EPOCH_MILLIS -> Instant.ofEpochMilli(Long.parseLong(value)).atZone(zone);
                case ISO, PATTERN -> parseText(value, zone);
            };
        } catch (NumberFormatException e) {
            throw new DateTimeException("no number", e);
        }
    }

    private ZonedDateTime parseText(String value, ZoneId zone) {
        TemporalAccessor parsed = formatter.parse(value);
        ZoneId own = parsed.query(TemporalQueries.zone());
        if (own != null) return ZonedDateTime.from(parsed).withZoneSameInstant(zone);
        if (parsed.query(TemporalQueries.localTime()) == null)
            return LocalDate.from(parsed).atStartOfDay(zone);
        return LocalDateTime.from(parsed).atZone(zone);
    }

    @Override
    public String toString() {
        return text;
    }
}
