package io.qingting.announcement.domain;

import io.qingting.access.domain.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A notice to the floor. Instants are the machine's time.
 *
 * @param by who made it
 * @param endedBy who ended it before its time; null: nobody
 */
public record Announcement(
        long announcementId,
        Content content,
        Instant createdAt,
        String by,
        @Nullable String endedBy) {

    /** How much it matters. */
    public enum Severity {
        INFO,
        IMPORTANT;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Severity> ofWireName(String name) {
            return Arrays.stream(values())
                    .filter(severity -> severity.wireName().equals(name))
                    .findFirst();
        }
    }

    /** Most characters of a text: two lines of a wall, four of a phone. */
    public static final int LONGEST_TEXT = 120;

    /** It ends within this after it begins. */
    public static final Duration LONGEST = Duration.ofDays(30);

    /**
     * What it says, to whom, and how long.
     *
     * @param textZh in Chinese; null: only in English
     * @param textEn in English; null: only in Chinese
     * @param toWalls displays show it
     * @param toAgents people see it on their pages
     * @param teamIds whose people; empty: everybody
     * @param from inclusive
     * @param until exclusive
     */
    public record Content(
            Severity severity,
            @Nullable String textZh,
            @Nullable String textEn,
            boolean toWalls,
            boolean toAgents,
            Set<String> teamIds,
            Instant from,
            Instant until) {
        public Content {
            if (textZh == null && textEn == null) throw new IllegalArgumentException("an announcement without a text");
            if (!toWalls && !toAgents) throw new IllegalArgumentException("an announcement to nobody");
            teamIds = Set.copyOf(teamIds);
        }

        public boolean isShownAt(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    /** Tells the team of an agent; null: none. */
    @FunctionalInterface
    public interface Teams {
        @Nullable
        String of(String agentId);
    }

    /** Whether somebody of that sight is shown it: overseers of all, displays what is for walls, people what is for their team. */
    public boolean isFor(Sight sight, Teams teams) {
        return switch (sight) {
            case Sight.Everybody everybody -> true;
            case Sight.Nobody nobody -> content.toWalls();
            case Sight.Own own -> content.toAgents() && isForOneOf(own, teams);
        };
    }

    private boolean isForOneOf(Sight.Own own, Teams teams) {
        Set<String> wanted = content.teamIds();
        if (wanted.isEmpty() || !Collections.disjoint(wanted, own.teamIds())) return true;
        String agentId = own.ownAgentId();
        String team = agentId == null ? null : teams.of(agentId);
        return team != null && wanted.contains(team);
    }
}
