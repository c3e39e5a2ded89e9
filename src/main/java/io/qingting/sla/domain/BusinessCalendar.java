package io.qingting.sla.domain;

import io.qingting.sla.domain.CalendarSettings.DayRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic of business time. Instants are epoch milliseconds, lengths milliseconds of time that really passes while the
 * calendar is open, so a night on which clocks change is as long as it is. A window belongs to the day on which it begins,
 * also where it runs into a holiday. A local time that a change of clocks leaves out becomes the instant of the change; one
 * that comes twice means the earlier (METRICS.md, "business day"). Safe for all threads.
 */
public final class BusinessCalendar {
    /** A calendar has windows every week but for its own closed days, so this is far more than any search needs. */
    private static final int LONGEST_SEARCH_DAYS = 200_000;

    private static final int MOST_REMEMBERED = 2_000;

    private final CalendarSettings settings;
    private final @Nullable PublicHolidays holidays;
    private final ZoneRules zone;
    /** Begins and ends in turn. Only spares making them again. */
    private final Map<LocalDate, long[]> remembered = new ConcurrentHashMap<>();

    /** @param holidays those of the country that the settings name; null where they name none */
    public BusinessCalendar(CalendarSettings settings, @Nullable PublicHolidays holidays) {
        if (settings.country() != null) Objects.requireNonNull(holidays, "no holidays of " + settings.country());
        this.settings = settings;
        this.holidays = settings.country() == null ? null : holidays;
        this.zone = settings.zone().getRules();
    }

    public CalendarSettings settings() {
        return settings;
    }

    public @Nullable PublicHolidays holidays() {
        return holidays;
    }

    /**
     * The first instant by which so much business time has passed; a length that is used up at closing time ends there, not
     * at the next opening.
     *
     * @param millis 0 or more; 0 gives {@code from}
     */
    public long add(long from, long millis) {
        if (millis < 0) throw new IllegalArgumentException("a length must not be negative: " + millis);
        if (millis == 0) return from;
        long left = millis;
        long position = from;
        LocalDate day = dateOf(from).minusDays(1);
        for (int i = 0; i < LONGEST_SEARCH_DAYS; i++, day = day.plusDays(1)) {
            long[] windows = windows(day);
            for (int w = 0; w < windows.length; w += 2) {
                long begin = Math.max(windows[w], position);
                if (windows[w + 1] <= begin) continue;
                long open = windows[w + 1] - begin;
                if (open >= left) return begin + left;
                left -= open;
                position = windows[w + 1];
            }
        }
        throw new IllegalArgumentException(
                "the calendar " + settings.calendarId() + " never opens for " + left + " ms");
    }

    /** Business time from one instant to a later one; 0 where {@code to} is not later. */
    public long between(long from, long to) {
        long sum = 0;
        long position = from;
        LocalDate last = dateOf(to);
        for (LocalDate day = dateOf(from).minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
            long[] windows = windows(day);
            for (int w = 0; w < windows.length; w += 2) {
                long begin = Math.max(windows[w], position);
                long end = Math.min(windows[w + 1], to);
                if (end <= begin) continue;
                sum += end - begin;
                position = end;
            }
        }
        return sum;
    }

    /**
     * When it is open between two instants: begins and ends in turn, in order and apart.
     *
     * @param to exclusive
     */
    public long[] openings(long from, long to) {
        LongStream.Builder open = LongStream.builder();
        long position = from;
        LocalDate last = dateOf(to);
        for (LocalDate day = dateOf(from).minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
            long[] windows = windows(day);
            for (int w = 0; w < windows.length; w += 2) {
                long begin = Math.max(windows[w], position);
                long end = Math.min(windows[w + 1], to);
                if (end <= begin) continue;
                open.add(begin).add(end);
                position = end;
            }
        }
        return open.build().toArray();
    }

    /** The close of the n-th working day after the day of an instant, whatever the hour. {@code days}: 1 or more. */
    public long closeOfWorkingDay(long receipt, int days) {
        if (days < 1) throw new IllegalArgumentException("working days must be 1 or more: " + days);
        LocalDate day = dateOf(receipt);
        int left = days;
        for (int i = 0; i < LONGEST_SEARCH_DAYS; i++) {
            day = day.plusDays(1);
            long[] windows = windows(day);
            if (windows.length > 0 && --left == 0) return windows[windows.length - 1];
        }
        throw new IllegalArgumentException(
                "the calendar " + settings.calendarId() + " has no " + days + " working days");
    }

    public boolean isOpen(long at) {
        return between(at, at + 1) == 1;
    }

    /** True where holidays that nobody has announced yet may change a deadline. */
    public boolean isProvisional(long deadline) {
        return holidays != null && !holidays.knows(dateOf(deadline));
    }

    /** The day of an instant in the calendar's zone. */
    public LocalDate dateOf(long at) {
        Instant instant = Instant.ofEpochMilli(at);
        return LocalDateTime.ofEpochSecond(Math.floorDiv(at, 1000L), 0, zone.getOffset(instant))
                .toLocalDate();
    }

    /** Name of what is special about a day; null: nothing. */
    public @Nullable String nameOf(LocalDate day) {
        DayRule own = settings.days().get(day);
        if (own != null) return own.name();
        PublicHolidays.Day known = holidays == null ? null : holidays.day(day);
        return known == null ? null : known.name();
    }

    /** Opening hours of a day; empty: closed. */
    public List<TimeWindow> hoursOf(LocalDate day) {
        DayRule own = settings.days().get(day);
        if (own != null) return own.windows();
        PublicHolidays.Day known = holidays == null ? null : holidays.day(day);
        if (known == null) return settings.week().getOrDefault(day.getDayOfWeek(), List.of());
        return switch (known.kind()) {
            case HOLIDAY -> List.of();
            case MAKE_UP_WORKDAY -> settings.week().getOrDefault(settings.makeUpAs(), List.of());
        };
    }

    private long[] windows(LocalDate day) {
        long[] found = remembered.get(day);
        if (found != null) return found;
        if (remembered.size() >= MOST_REMEMBERED) remembered.clear();
        long[] made = make(day);
        remembered.put(day, made);
        return made;
    }

    private long[] make(LocalDate day) {
        List<long[]> windows = hoursOf(day).stream()
                .map(w ->
                        new long[] {instant(day, w.from()), instant(w.isOverMidnight() ? day.plusDays(1) : day, w.to())
                        })
                .filter(w -> w[1] > w[0])
                .sorted(Comparator.comparingLong(w -> w[0]))
                .toList();
        return windows.stream().flatMapToLong(java.util.Arrays::stream).toArray();
    }

    private long instant(LocalDate day, LocalTime time) {
        LocalDateTime local = day.atTime(time);
        ZoneOffsetTransition change = zone.getTransition(local);
        if (change != null && change.isGap()) return change.getInstant().toEpochMilli();
        // In an overlap the first of the two offsets is the earlier instant.
        return local.toEpochSecond(zone.getValidOffsets(local).getFirst()) * 1000 + time.getNano() / 1_000_000;
    }
}
