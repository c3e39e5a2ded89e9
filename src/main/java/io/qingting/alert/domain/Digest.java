package io.qingting.alert.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Figures of the floor that a channel gets after each hour or each shift.
 *
 * @param queues ids; empty: the whole site
 * @param createdAt the floor's time; what ended before is not told
 */
public record Digest(long digestId, long channelId, Every every, List<String> queues, Instant createdAt) {
    /** Events of a period's last moments get so long to arrive. */
    public static final Duration SETTLING = Duration.ofMinutes(2);

    /** After a longer absence a period is not told any more: its figures are in the reports. */
    public static final Duration LATEST = Duration.ofHours(1);

    public Digest {
        queues = List.copyOf(queues);
    }

    /** What a digest follows. */
    public enum Every {
        HOURLY("hourly"),
        END_OF_SHIFT("endOfShift");

        private final String wireName;

        Every(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }

        public static Optional<Every> ofWireName(String name) {
            return Arrays.stream(values())
                    .filter(each -> each.wireName.equals(name))
                    .findFirst();
        }
    }

    /**
     * A shift of every day, in the site's zone.
     *
     * @param name in Chinese
     * @param to exclusive; at or before {@code from}: on the next day
     */
    public record Shift(String name, String nameEn, LocalTime from, LocalTime to) {}

    /**
     * What a digest tells of.
     *
     * @param shift null: an hour
     * @param from inclusive
     * @param until exclusive
     */
    public record Span(@Nullable Shift shift, Instant from, Instant until) {}

    /** What is to be told now, unless it was told already: what ended lately, and has settled. */
    public List<Span> due(List<Shift> shifts, ZoneId zone, Instant now) {
        Instant settled = now.minus(SETTLING);
        List<Span> found = new ArrayList<>();
        switch (every) {
            case HOURLY -> {
                // Of the site's clock: there are zones that are half an hour off.
                Instant end = settled.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
                found.add(new Span(null, end.minus(Duration.ofHours(1)), end));
            }
            case END_OF_SHIFT -> {
                LocalDate today = settled.atZone(zone).toLocalDate();
                for (Shift shift : shifts) {
                    for (int back = 2; back >= 0; back--) found.add(on(today.minusDays(back), shift, zone));
                }
            }
        }
        found.removeIf(span -> span.until().isAfter(settled)
                || span.until().isBefore(settled.minus(LATEST))
                || !span.until().isAfter(createdAt));
        return List.copyOf(found);
    }

    private static Span on(LocalDate day, Shift shift, ZoneId zone) {
        boolean overnight = !shift.to().isAfter(shift.from());
        return new Span(
                shift,
                day.atTime(shift.from()).atZone(zone).toInstant(),
                (overnight ? day.plusDays(1) : day)
                        .atTime(shift.to())
                        .atZone(zone)
                        .toInstant());
    }
}
