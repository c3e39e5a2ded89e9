package io.qingting.scenario.domain;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the model is asked for; equal plans give equal events.
 *
 * @param source CloudEvents source of all events
 * @param zone of hours, shifts and days
 * @param seed of all chance
 * @param volume factor on all arrivals; 1 is an ordinary week
 * @param incidents bad minutes that are planned
 * @param dailyIncidents adds a few bad minutes to each day by chance
 */
public record TrafficPlan(
        DemoSite site,
        String source,
        ZoneId zone,
        long seed,
        double volume,
        List<Incident> incidents,
        boolean dailyIncidents) {

    /**
     * Arrivals by the hour of the day, in parts of one another: peaks at 10 to 12 and 14 to 16, as floors with shop hours
     * have them. Between the middles of hours the rate runs straight.
     */
    private static final double[] HOURS = {
        .8, .5, .3, .25, .25, .3, .6, 1.2, 4.0, 5.8, 8.6, 8.5, 5.6, 6.2, 8.4, 8.3, 6.2, 4.6, 3.7, 3.5, 3.6, 2.7, 1.7,
        1.1
    };

    private static final double SUM = sum();
    private static final double HIGHEST = 8.6;

    public TrafficPlan {
        incidents = List.copyOf(incidents);
    }

    /** The demo's plan: an ordinary week with its bad minutes. */
    public static TrafficPlan ordinary(DemoSite site, ZoneId zone, long seed) {
        return new TrafficPlan(site, "/connectors/demo", zone, seed, 1, List.of(), true);
    }

    public TrafficPlan withVolume(double volume) {
        return new TrafficPlan(site, source, zone, seed, volume, incidents, dailyIncidents);
    }

    public TrafficPlan with(Incident... planned) {
        return new TrafficPlan(site, source, zone, seed, volume, List.of(planned), dailyIncidents);
    }

    public TrafficPlan withoutDailyIncidents() {
        return new TrafficPlan(site, source, zone, seed, volume, incidents, false);
    }

    private static double sum() {
        double sum = 0;
        for (double part : HOURS) sum += part;
        return sum;
    }

    /** Share of a day's arrivals in an hour around this time of day. */
    static double hourShare(LocalTime time) {
        double hours = time.toSecondOfDay() / 3600.0 - 0.5;
        int before = Math.floorMod((int) Math.floor(hours), 24);
        double part = hours - Math.floor(hours);
        return (HOURS[before] * (1 - part) + HOURS[(before + 1) % 24] * part) / SUM;
    }

    static double highestHourShare() {
        return HIGHEST / SUM;
    }

    static double weekday(DayOfWeek day) {
        return switch (day) {
            case MONDAY -> 1.12;
            case TUESDAY -> 1.03;
            case WEDNESDAY, THURSDAY -> 1.0;
            case FRIDAY -> 0.98;
            case SATURDAY -> 0.82;
            case SUNDAY -> 0.78;
        };
    }

    /** Planned incidents, and those that chance gives the floor day beginning on this date. */
    List<Incident> incidentsOf(LocalDate date) {
        List<Incident> all = new ArrayList<>(incidents);
        if (!dailyIncidents) return all;
        Dice dice = Dice.of(seed + date.toEpochDay(), "incidents");
        int count = 3 + dice.below(3);
        for (int i = 0; i < count; i++) {
            LocalTime from = LocalTime.of(9, 0).plusMinutes(dice.below(11 * 60));
            int minutes = 5 + dice.below(8);
            Set<String> queue = Set.of(dice.oneOf(site.queues()).id());
            all.add(
                    switch (dice.below(3)) {
                        case 0 -> new Incident(date.atTime(from), minutes, queue, 4, 1, 0);
                        case 1 -> new Incident(date.atTime(from), minutes, Set.of(), 1.5, 1.3, 0);
                        default -> new Incident(date.atTime(from), minutes, Set.of(), 1, 1, 0.25);
                    });
        }
        return all;
    }
}
