package io.qingting.alert.app;

import io.qingting.alert.domain.Digest;
import io.qingting.alert.domain.FloorFigures;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The figures and shifts that digests tell of. Alerts know nobody, so whoever knows reports tells them. */
public interface FloorReports {
    /** The X of the service level that digests show. */
    Duration ANSWERED_WITHIN = Duration.ofSeconds(30);

    /**
     * Fails while the figures are not complete yet.
     *
     * @param from inclusive
     * @param until exclusive
     * @param queues ids; empty: the whole site
     */
    Uni<FloorFigures> between(Instant from, Instant until, List<String> queues);

    /** The shifts of the site's configuration in force. */
    List<Digest.Shift> shifts();
}
