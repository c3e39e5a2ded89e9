package io.qingting.board.web;

import io.qingting.access.domain.Audience;

/**
 * A topic as one audience sees it. Viewers of equal keys share every frame.
 *
 * @param audience who may be shown: matters for {@link Topic.Agents} only and is {@link Audience#FLOOR} for all other topics
 */
record StreamKey(Topic topic, Audience audience) {
    static StreamKey of(Topic topic, Audience audience) {
        return new StreamKey(topic, topic instanceof Topic.Agents ? audience : Audience.FLOOR);
    }
}
