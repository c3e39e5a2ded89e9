package io.qingting.alert.domain;

/**
 * How the alerts of one kind and name went over a period.
 *
 * @param acknowledged of the raised
 * @param acknowledgeSeconds from the first signal to the first acknowledgement, summed over the acknowledged
 * @param byThemselves ended without anybody's doing
 * @param open still
 * @param reopened times that one fired again
 */
public record AlertQuality(
        AlertKind kind,
        String name,
        long raised,
        long acknowledged,
        double acknowledgeSeconds,
        long byThemselves,
        long takenBack,
        long open,
        long reopened) {}
