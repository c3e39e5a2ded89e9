package io.qingting.staffing.domain;

import io.qingting.kernel.Mean;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A business day by half hours: how many contacts by voice and chat are expected and came, how many agents answer them in time,
 * and how many were there.
 *
 * @param wantedDays of the forecast
 */
public record Plan(
        LocalDate day,
        DayKind kind,
        int wantedDays,
        Forecast forecast,
        Handling handling,
        Patience patience,
        Target target,
        List<HalfHour> halfHours,
        List<Peak> peaks) {
    public static final Duration LENGTH = Duration.ofMinutes(30);

    /** Fewer contacts than this in a half hour are none. */
    private static final double NOTHING = 0.005;

    public Plan {
        halfHours = List.copyOf(halfHours);
        peaks = List.copyOf(peaks);
    }

    /** Hours that stand out, on the clock. */
    public record Peak(LocalTime from, LocalTime to) {
        public boolean holds(LocalTime time) {
            return !time.isBefore(from) && time.isBefore(to);
        }
    }

    /**
     * @param at its begin
     * @param expected contacts; null: no forecast
     * @param arrived null: it is not over
     * @param byC agents needed where nobody gives up; null: cannot be told. None are needed where nothing is expected
     * @param byA agents needed where customers give up; null: cannot be told
     * @param present agents signed in and not on a break, on the mean; null: it is not over, or nobody's presence is known
     * @param usuallyPresent the mean of that over the days of the forecast; null: not known of any
     */
    public record HalfHour(
            Instant at,
            LocalTime time,
            boolean isPeak,
            @Nullable Double expected,
            @Nullable Integer arrived,
            @Nullable Service byC,
            @Nullable Service byA,
            @Nullable Double present,
            @Nullable Double usuallyPresent) {}

    /** What is known of a half hour before agents are reckoned; as in {@link HalfHour}. */
    public record Known(
            Instant at,
            LocalTime time,
            @Nullable Integer arrived,
            @Nullable Double present,
            @Nullable Double usuallyPresent) {}

    /** Reckons the agents of each half hour. */
    public static Plan of(
            LocalDate day,
            DayKind kind,
            int wantedDays,
            Forecast forecast,
            Handling handling,
            Patience patience,
            Target target,
            List<Known> known,
            List<Peak> peaks) {
        List<HalfHour> halfHours = new ArrayList<>();
        Mean agentSeconds = handling.agentSeconds();
        for (Known k : known) {
            Double expected = forecast.expected().get(k.time());
            Needed needed = needed(expected, agentSeconds, patience, target);
            halfHours.add(new HalfHour(
                    k.at(),
                    k.time(),
                    peaks.stream().anyMatch(p -> p.holds(k.time())),
                    expected,
                    k.arrived(),
                    needed.byC,
                    needed.byA,
                    k.present(),
                    k.usuallyPresent()));
        }
        return new Plan(day, kind, wantedDays, forecast, handling, patience, target, halfHours, peaks);
    }

    private record Needed(@Nullable Service byC, @Nullable Service byA) {}

    private static Needed needed(@Nullable Double expected, Mean agentSeconds, Patience patience, Target target) {
        if (expected == null) return new Needed(null, null);
        if (expected < NOTHING) {
            Service nobody = new Service(0, 0, 1);
            return new Needed(nobody, patience.isKnown() ? nobody : null);
        }
        if (agentSeconds.count() == 0 || agentSeconds.sum() <= 0) return new Needed(null, null);
        Demand demand = new Demand(expected / LENGTH.toSeconds(), agentSeconds.sum() / agentSeconds.count());
        return new Needed(
                Erlang.fewestByC(demand, target).orElse(null),
                patience.isKnown() ? Erlang.fewestByA(demand, patience, target).orElse(null) : null);
    }
}
