package io.qingting.alert.app;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What messages say of the floor. Alerts know nobody, so whoever knows the floor tells them. Never blocks; any thread. */
public interface Floor {
    String siteName();

    ZoneId zone();

    /** The name by which people know a queue; its id where nobody named it. */
    String queueName(String queueId);

    /** How late a source usually delivers what happened; empty: not known. */
    Optional<Duration> delay(int sourceId);

    /** The team of an agent: as it is configured, else as events told it last; null: neither says one. */
    @Nullable
    String teamOf(String agentId);

    /** The name by which people know a team; its id where nobody named it. */
    String teamName(String teamId);

    /** Ids of the agents who are in one of these teams now, as the board has it: the same as on sockets. */
    Uni<Set<String>> agentsOf(Set<String> teamIds);
}
