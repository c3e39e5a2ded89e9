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
        Map<String, Agent> agents,
        SiteSettings settings) {

    public Site {
        if (dayStartHour < 0 || dayStartHour > 23)
            throw new IllegalArgumentException("dayStartHour must be 0 to 23, not " + dayStartHour);
        shifts = List.copyOf(shifts);
        queues = Map.copyOf(queues);
        teams = Map.copyOf(teams);
        agents = Map.copyOf(agents);
    }

    /** A site whose further settings are the defaults. */
    public Site(
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
        this(version, name, zone, dayStartHour, hours, targets, shifts, queues, teams, agents, SiteSettings.DEFAULT);
    }

    /**
     * @param nameEn name on English screens; null: the same
     * @param channel that the queue serves, by its name on the wire; null: not said
     * @param teamId that serves the queue; null: not said
     * @param targets limits that replace the site's; null: the site's hold
     */
    public record Queue(
            String queueId,
            String name,
            @Nullable String nameEn,
            @Nullable String channel,
            @Nullable String teamId,
            @Nullable QueueTargets targets) {
        public Queue(String queueId, String name) {
            this(queueId, name, null, null, null, null);
        }
    }

    /** @param nameEn name on English screens; null: the same */
    public record Team(String teamId, String name, @Nullable String nameEn) {
        public Team(String teamId, String name) {
            this(teamId, name, null);
        }
    }

    /**
     * @param teamId null: in no team
     * @param shownAs how screens show the person; null: as the site shows its agents
     * @param pseudonym in place of the name; null: a number
     */
    public record Agent(
            String agentId,
            String name,
            @Nullable String teamId,
            @Nullable ShownAs shownAs,
            @Nullable String pseudonym) {
        public Agent(String agentId, String name, @Nullable String teamId) {
            this(agentId, name, teamId, null, null);
        }
    }

    /** Opening hours in the site's zone; {@code to} at or before {@code from} means past midnight. */
    public record Hours(LocalTime from, LocalTime to) {}

    /** A shift as the wall's header names it, in Chinese and English. */
    public record Shift(String name, String nameEn, LocalTime from, LocalTime to) {}

    /** A site that nobody has configured yet. */
    public static Site unconfigured(String name, ZoneId zone) {
        return new Site(1, name, zone, 0, null, Targets.DEFAULT, List.of(), Map.of(), Map.of(), Map.of());
    }

    /** The configured team of an agent; null: in none, or not configured. */
    public @Nullable String teamOf(String agentId) {
        Agent agent = agents.get(agentId);
        return agent == null ? null : agent.teamId();
    }

    /** The same in another version. */
    public Site inVersion(long number) {
        return new Site(number, name, zone, dayStartHour, hours, targets, shifts, queues, teams, agents, settings);
    }

    public Site withQueues(Map<String, Queue> changed) {
        return new Site(version, name, zone, dayStartHour, hours, targets, shifts, changed, teams, agents, settings);
    }

    public Site withTeams(Map<String, Team> changed) {
        return new Site(version, name, zone, dayStartHour, hours, targets, shifts, queues, changed, agents, settings);
    }

    public Site withAgents(Map<String, Agent> changed) {
        return new Site(version, name, zone, dayStartHour, hours, targets, shifts, queues, teams, changed, settings);
    }
}
