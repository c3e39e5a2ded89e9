package io.qingting.board.web;

import io.qingting.access.domain.Audience;

/**
 * A topic as one audience sees it. Viewers of equal keys share every frame.
 *
 * @param audience who may be shown: matters for {@link Topic.Agents} and {@link Topic.Alerts}, and is {@link Audience#FLOOR} for all
 *     other topics
 */
record StreamKey(Topic topic, Audience audience) {
    static StreamKey of(Topic topic, Audience audience) {
        return new StreamKey(topic, showsPeople(topic) ? audience : Audience.FLOOR);
    }

    private static boolean showsPeople(Topic topic) {
        return topic instanceof Topic.Agents || topic instanceof Topic.Alerts;
    }
}
