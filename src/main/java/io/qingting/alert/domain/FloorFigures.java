package io.qingting.alert.domain;

import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;

/**
 * What a digest says of the floor. METRICS.md defines the figures.
 *
 * @param answeredWithin service level at 30 s; of nobody: nothing was to be answered, or it cannot be told
 * @param csat of nobody: nobody rated
 */
public record FloorFigures(long offered, long answered, Ratio answeredWithin, Ratio abandonmentRate, Mean csat) {
    public static final FloorFigures NONE = new FloorFigures(0, 0, Ratio.NONE, Ratio.NONE, Mean.NONE);
}
