package io.qingting.site.domain;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One version of the site's configuration.
 *
 * @param version +1 with every change; frames carry it
 * @param dayStartHour hour of the site's zone at which the business day starts, 0 … 23
 * @param hours opening hours; null: open all day
 * @param queues by id
 * @param teams by id
 * @param agents by id
 */
public record Site(
        long version,
        String name,
        ZoneId zone,
        int dayStartHour,
        @Nullable Hours hours,
        Targets targets,
        List<Shift> shifts,
        Map<String, Queue> queues,
        Map<String, Team> teams,
        Map<String, Agent> agents) {

    public Site {
        if (dayStartHour < 0 || dayStartHour > 23)
            throw new IllegalArgumentException("dayStartHour must be 0 to 23, not " + dayStartHour);
        shifts = List.copyOf(shifts);
        queues = Map.copyOf(queues);
        teams = Map.copyOf(teams);
        agents = Map.copyOf(agents);
    }

    public record Queue(String queueId, String name) {}

    public record Team(String teamId, String name) {}

    /** @param teamId null: in no team */
    public record Agent(
            String agentId, String displayName, @Nullable String teamId) {}

    /** Opening hours in the site's zone; {@code to} at or before {@code from} means past midnight. */
    public record Hours(LocalTime from, LocalTime to) {}

    /** A shift as the wall's header names it, in Chinese and English. */
    public record Shift(String name, String nameEn, LocalTime from, LocalTime to) {}

    /** A site that nobody has configured yet. */
    public static Site unconfigured(String name, ZoneId zone) {
        return new Site(1, name, zone, 0, null, Targets.DEFAULT, List.of(), Map.of(), Map.of(), Map.of());
    }
}
