package io.qingting.access.app;

import io.qingting.kernel.MachineClock;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes down who changed what. An entry commits with the change itself, or neither does. */
@ApplicationScoped
public class Audit {
    private final MachineClock clock;

    Audit(MachineClock clock) {
        this.clock = clock;
    }

    /**
     * @param transaction the one of the change
     * @param actor name of the grant that acted, such as {@code admin:first}
     * @param action a verb in the past, such as {@code display.revoked}
     * @param subject what was changed, such as {@code display:7}
     * @param before values that were replaced; null: it was not there. Never secrets
     * @param after values now; null: it is gone
     */
    public Uni<Void> record(
            SqlClient transaction,
            String actor,
            String action,
            String subject,
            @Nullable Map<String, Object> before,
            @Nullable Map<String, Object> after) {
        return transaction
                .preparedQuery("insert into audit_entry (at, actor, action, subject, before, after)"
                        + " values ($1, $2, $3, $4, $5, $6)")
                .execute(Tuple.tuple()
                        .addOffsetDateTime(clock.now().atOffset(ZoneOffset.UTC))
                        .addString(actor)
                        .addString(action)
                        .addString(subject)
                        .addValue(json(before))
                        .addValue(json(after)))
                .replaceWithVoid();
    }

    private static @Nullable JsonObject json(@Nullable Map<String, Object> values) {
        return values == null ? null : new JsonObject(Map.copyOf(values));
    }
}
