package io.qingting.report.domain;

import io.qingting.report.domain.ReportQuery.Subject;
import java.time.Instant;

/**
 * A question to the reports under a name.
 *
 * @param owner who keeps it, as {@code person:7}
 * @param ownerName as screens name the owner
 * @param shared everybody who may read reports sees it, each with own rights
 * @param query as it stands in an address, such as {@code range=lastWeek&by=day}
 * @param look what the screen makes of it
 */
public record SavedView(
        long viewId,
        String owner,
        String ownerName,
        String name,
        boolean shared,
        Subject subject,
        String query,
        String look,
        Instant updatedAt) {
    public static final int LONGEST_NAME = 100;
    public static final int LONGEST_QUERY = 4_000;
    public static final int LONGEST_LOOK = 2_000;
    /** Of one owner. */
    public static final int MOST = 100;
    /** Of all owners together. */
    public static final int MOST_SHARED = 200;
}
