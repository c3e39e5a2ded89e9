package io.qingting.access.domain;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which single people somebody may be shown. Figures of queues, channels and the site are for everybody who may log in. */
public sealed interface Sight {
    Sight EVERYBODY = new Everybody();
    Sight NOBODY = new Nobody();

    /**
     * @param agentId of the person to be shown
     * @param teamId of that person now; null: none, or unknown
     */
    boolean reaches(String agentId, @Nullable String teamId);

    /** Whether other people are shown at all: agents and displays of the floor are shown nobody else. */
    default boolean reachesOthers() {
        return switch (this) {
            case Everybody everybody -> true;
            case Nobody nobody -> false;
            case Own own -> !own.teamIds().isEmpty();
        };
    }

    /** Administrators, quality leads, and displays of the supervisors' room. */
    record Everybody() implements Sight {
        @Override
        public boolean reaches(String agentId, @Nullable String teamId) {
            return true;
        }
    }

    /** Displays that everybody passes by. */
    record Nobody() implements Sight {
        @Override
        public boolean reaches(String agentId, @Nullable String teamId) {
            return false;
        }
    }

    /**
     * A supervisor sees own teams, an agent sees itself.
     *
     * @param teamIds empty for somebody who leads none
     * @param ownAgentId null: the person is no agent
     */
    record Own(Set<String> teamIds, @Nullable String ownAgentId) implements Sight {
        public Own {
            teamIds = Set.copyOf(teamIds);
        }

        @Override
        public boolean reaches(String agentId, @Nullable String teamId) {
            return agentId.equals(ownAgentId) || teamId != null && teamIds.contains(teamId);
        }
    }
}
