package io.qingting.sla.domain;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holidays of a country and the working days that make up for them (调休), with their source and the span of time for which
 * they are known. Outside that span nobody can say yet whether a day is a holiday.
 *
 * @param country two letters, such as {@code cn}
 * @param knownFrom first day known
 * @param knownUntil last day known
 * @param source where the facts come from, for people
 */
public record PublicHolidays(
        String country, LocalDate knownFrom, LocalDate knownUntil, String source, Map<LocalDate, Day> days) {

    /** What is special about a day. */
    public record Day(Kind kind, String name, String nameEn) {}

    public enum Kind {
        HOLIDAY,
        MAKE_UP_WORKDAY
    }

    public PublicHolidays {
        days = Map.copyOf(days);
    }

    public @Nullable Day day(LocalDate date) {
        return days.get(date);
    }

    public boolean knows(LocalDate date) {
        return !date.isBefore(knownFrom) && !date.isAfter(knownUntil);
    }

    /**
     * Reads a file as shipped in {@code calendars/}: lines of comment, of which some say {@code # name: value}, then CSV.
     *
     * @throws IllegalArgumentException where it is not such a file
     */
    public static PublicHolidays parse(String country, String text) {
        Map<String, String> notes = new HashMap<>();
        StringBuilder csv = new StringBuilder(text.length());
        text.lines().forEach(line -> {
            if (!line.startsWith("#")) csv.append(line).append('\n');
            else if (line.contains(": "))
                notes.put(line.substring(1, line.indexOf(": ")).trim(), line.substring(line.indexOf(": ") + 2));
        });
        Map<LocalDate, Day> days = new HashMap<>();
        for (NamedCsvRecord row : CsvReader.builder().ofNamedCsvRecord(csv.toString())) {
            Kind kind = row.getField("kind").equals("holiday") ? Kind.HOLIDAY : Kind.MAKE_UP_WORKDAY;
            days.put(
                    LocalDate.parse(row.getField("date")), new Day(kind, row.getField("name"), row.getField("nameEn")));
        }
        return new PublicHolidays(
                country,
                LocalDate.parse(note(notes, "known-from")),
                LocalDate.parse(note(notes, "known-until")),
                note(notes, "source"),
                days);
    }

    private static String note(Map<String, String> notes, String name) {
        return Objects.requireNonNull(notes.get(name), () -> "no line \"# " + name + ": …\" in the file of holidays");
    }
}
