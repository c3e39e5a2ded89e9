package io.qingting.alert.domain;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a roster: a heading, then one shift a line. Columns person, duty, from, until (the site's local time, such as
 * 2026-03-02T08:00), and as many of mobile, dingTalkUserId, weComUserId, feishuUserId and email as there are.
 */
public final class RosterCsv {
    public static final int MOST_SHIFTS = 10_000;
    private static final int LONGEST = 100;
    private static final Duration LONGEST_SHIFT = Duration.ofDays(31);

    private RosterCsv() {}

    /** What a roster holds, or what is wrong with it. */
    public sealed interface Read {
        record Shifts(List<DutyShift> shifts) implements Read {}

        /** @param line from 1, the heading; 0: the whole */
        record Wrong(long line, String why) implements Read {}
    }

    private static final class WrongLine extends RuntimeException {
        private static final long serialVersionUID = 1;

        WrongLine(String why) {
            super(why, null, false, false);
        }
    }

    public static Read read(String csv, ZoneId zone) {
        List<DutyShift> shifts = new ArrayList<>();
        Set<String> known = new HashSet<>();
        long line = 1;
        try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(csv)) {
            for (NamedCsvRecord each : records) {
                line = each.getStartingLineNumber();
                DutyShift shift = shift(each, zone);
                if (!known.add(shift.duty() + "\n" + shift.from() + "\n" + shift.person()))
                    return new Read.Wrong(line, "this shift is there twice");
                shifts.add(shift);
                if (shifts.size() > MOST_SHIFTS) return new Read.Wrong(line, "more than " + MOST_SHIFTS + " shifts");
            }
        } catch (WrongLine wrong) {
            return new Read.Wrong(line, String.valueOf(wrong.getMessage()));
        } catch (java.io.IOException | RuntimeException e) {
            return new Read.Wrong(line, "this is no CSV");
        }
        return new Read.Shifts(shifts);
    }

    private static DutyShift shift(NamedCsvRecord line, ZoneId zone) {
        Instant from = instant(line, "from", zone);
        Instant until = instant(line, "until", zone);
        if (!until.isAfter(from)) throw new WrongLine("until is not after from");
        if (Duration.between(from, until).compareTo(LONGEST_SHIFT) > 0) throw new WrongLine("longer than 31 days");
        return new DutyShift(
                needed(line, "person"),
                needed(line, "duty"),
                from,
                until,
                mobile(field(line, "mobile")),
                id(line, "dingTalkUserId"),
                id(line, "weComUserId"),
                id(line, "feishuUserId"),
                field(line, "email"));
    }

    private static Instant instant(NamedCsvRecord line, String name, ZoneId zone) {
        try {
            return LocalDateTime.parse(needed(line, name).replace(' ', 'T'))
                    .atZone(zone)
                    .toInstant();
        } catch (DateTimeException e) {
            throw new WrongLine(name + " is no local time such as 2026-03-02T08:00");
        }
    }

    private static String needed(NamedCsvRecord line, String name) {
        String text = field(line, name);
        if (text == null) throw new WrongLine(name + " is missing");
        return text;
    }

    private static @Nullable String field(NamedCsvRecord line, String name) {
        String text = line.findField(name).orElse("").strip();
        if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl))
            throw new WrongLine(name + " has more than 100 characters, or a line break");
        return text.isEmpty() ? null : text;
    }

    /** These go into messages as they are. */
    private static @Nullable String id(NamedCsvRecord line, String name) {
        String text = field(line, name);
        if (text != null && !text.matches("[A-Za-z0-9_.@$:-]+")) throw new WrongLine(name + " is no user id");
        return text;
    }

    private static @Nullable String mobile(@Nullable String text) {
        if (text != null && !text.matches("(\\+\\d{1,4}-)?\\d{5,15}"))
            throw new WrongLine("mobile looks like 13800000000 or +852-12345678");
        return text;
    }
}
