package io.qingting.history.domain;

import io.qingting.event.domain.LogPosition;

/**
 * How far the facts have come, and who may take them further.
 *
 * @param fence number of the leader in office, from 1; 0: there was none yet
 */
public record FactPosition(LogPosition log, long fence) {}
