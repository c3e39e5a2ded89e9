package io.qingting.site.domain;

import org.jspecify.annotations.Nullable;

/**
 * Limits of one queue that replace the site's on screens. What counts as a hit, such as the seconds of the service level, is
 * the same for all queues.
 *
 * @param longestWaitSeconds null: the site's
 * @param serviceLevel a share, 0 … 1; null: the site's
 */
public record QueueTargets(Targets.@Nullable Limit longestWaitSeconds, Targets.@Nullable Limit serviceLevel) {}
