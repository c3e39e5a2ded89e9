package io.qingting.board.domain;

import io.qingting.board.domain.ServiceScore.Parts;
import io.qingting.contact.domain.FirstContactResolution.Result;
import java.time.Instant;
import java.util.Map;

/**
 * The last 30 days as history tells them, refreshed hourly (METRICS.md, "Service score of an agent"): the parts of points from
 * 30 days before {@code at} up to it, and closes settled as seen at {@code at}.
 *
 * @param at a whole hour
 * @param agents what scores are made of, by agent id
 * @param queues first contact resolution by queue id, {@link Board#NO_QUEUE} among them
 */
public record Rolling(Instant at, Map<String, Parts> agents, Map<String, Result> queues) {
    public Rolling {
        agents = Map.copyOf(agents);
        queues = Map.copyOf(queues);
    }
}
