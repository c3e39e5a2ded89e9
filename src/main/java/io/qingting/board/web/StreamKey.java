package io.qingting.board.web;

import io.qingting.access.domain.Sight;

/**
 * A topic as those see it who may see the same people. Viewers of equal keys share every frame.
 *
 * @param sight which single people are shown: matters where {@link Topic.Agents}, {@link Topic.Alerts} or {@link Topic.Agent}
 *     are looked at, and is {@link Sight#NOBODY} for all other topics
 */
record StreamKey(Topic topic, Sight sight) {
    static StreamKey of(Topic topic, Sight sight) {
        return new StreamKey(
                topic,
                switch (topic) {
                    case Topic.Agents agents -> sight;
                    // Those who are shown nobody else are shown the same.
                    case Topic.Alerts alerts -> sight.reachesOthers() ? sight : Sight.NOBODY;
                    // An agent's own frame and that of an overseer are the same.
                    case Topic.Agent agent -> sight.reaches(agent.agentId(), null) ? Sight.EVERYBODY : sight;
                    case Topic.Site site -> Sight.NOBODY;
                    case Topic.Queue queue -> Sight.NOBODY;
                    case Topic.Team team -> Sight.NOBODY;
                });
    }
}
