package io.qingting.board.web;

import io.qingting.access.domain.Sight;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A topic as those see it who may see the same people. Viewers of equal keys share every frame. No record, because it is
 * looked up several times a frame, and the hash of a set of teams is dear.
 */
final class StreamKey {
    private final Topic topic;
    private final Sight sight;
    private final int hash;

    /**
     * @param sight which single people are shown, as far as it matters to the topic: a team's is {@link Sight#EVERYBODY} for
     *     those who may see its people, and a queue's always {@link Sight#NOBODY}
     */
    StreamKey(Topic topic, Sight sight) {
        this.topic = topic;
        this.sight = sight;
        this.hash = 31 * topic.hashCode() + sight.hashCode();
    }

    static StreamKey of(Topic topic, Sight sight) {
        return new StreamKey(
                topic,
                switch (topic) {
                    case Topic.Agents agents -> sight;
                    // Those who are shown nobody else are shown the same.
                    case Topic.Alerts alerts -> sight.reachesOthers() ? sight : Sight.NOBODY;
                    case Topic.Announcements announcements -> sight;
                    case Topic.Agent agent -> ofAgent(agent.agentId(), sight);
                    // Figures of small teams are for those who may see everybody in them.
                    case Topic.Site site -> sight.equals(Sight.EVERYBODY) ? sight : Sight.NOBODY;
                    case Topic.Team team -> sees(sight, team) ? Sight.EVERYBODY : Sight.NOBODY;
                    case Topic.Queue queue -> Sight.NOBODY;
                });
    }

    private static boolean sees(Sight sight, Topic.Team team) {
        return switch (sight) {
            case Sight.Everybody everybody -> true;
            case Sight.Nobody nobody -> false;
            case Sight.Own own -> own.teamIds().contains(team.teamId());
        };
    }

    /** An agent's own frame is the same whatever else the person may see; it tells less of single ratings than an overseer's. */
    private static Sight ofAgent(String agentId, Sight sight) {
        return sight instanceof Sight.Own && sight.reaches(agentId, null) ? new Sight.Own(Set.of(), agentId) : sight;
    }

    Topic topic() {
        return topic;
    }

    Sight sight() {
        return sight;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof StreamKey key
                        && hash == key.hash
                        && topic.equals(key.topic)
                        && sight.equals(key.sight);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return topic.name() + " for " + sight;
    }
}
