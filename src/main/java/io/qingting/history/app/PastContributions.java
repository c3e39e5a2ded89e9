package io.qingting.history.app;

import io.qingting.contact.domain.Span;
import io.qingting.contact.domain.SpanKind;
import io.qingting.event.domain.LogPosition;
import io.qingting.history.domain.Fact;
import io.qingting.history.domain.FactPlace;
import io.qingting.history.domain.FactPosition;
import io.qingting.history.domain.FactScan;
import io.qingting.history.domain.PlacedFact;
import io.qingting.history.store.FactStore;
import io.qingting.history.store.ScanStore;
import io.qingting.kernel.ContactKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Contributions of past periods, for questions that no report asks. */
@ApplicationScoped
public class PastContributions {
    private final Pool pool;

    PastContributions(Pool pool) {
        this.pool = pool;
    }

    /**
     * Contributions of a kind that began in a period, page by page.
     *
     * @param to exclusive
     * @param after the last one of the page before; null: the first page
     */
    public Uni<List<Fact>> begun(SpanKind kind, Instant from, Instant to, @Nullable Fact after, int limit) {
        return FactStore.begun(pool, kind, from, to, after, limit);
    }

    /** How far the facts have come, as it is in the transaction. */
    public Uni<LogPosition> position(SqlClient transaction) {
        return FactStore.position(transaction).map(FactPosition::log);
    }

    /** How far the facts have come. */
    public Uni<LogPosition> position() {
        return position(pool);
    }

    /** The next facts of a scan after a place, in order; fewer than the limit where there are no more. */
    public Uni<List<PlacedFact>> next(SqlClient transaction, FactScan scan, FactPlace after, int limit) {
        return ScanStore.next(transaction, scan, after, limit);
    }

    /** Contacts that the facts tell something of later than an instant, at most {@code limit}. */
    public Uni<Set<ContactKey>> ahead(SqlClient transaction, Set<SpanKind> kinds, long after, int limit) {
        return ScanStore.ahead(transaction, kinds, after, limit);
    }

    /**
     * What followed a close within the time that a customer has to come back.
     *
     * @param cameBack the contact by which the customer did; null: did not
     */
    public record Followed(boolean reopened, @Nullable ContactKey cameBack) {}

    /** What followed closes, by their places. */
    public Uni<Map<FactPlace, Followed>> followed(SqlClient transaction, List<PlacedFact> closes, long comeBackMillis) {
        return ScanStore.after(transaction, closes, comeBackMillis).map(found -> {
            Map<FactPlace, Followed> followed = new HashMap<>();
            found.forEach((place, after) -> followed.put(
                    place,
                    new Followed(
                            after.reopened(),
                            after.cameBack().isEmpty() ? null : after.cameBack().getFirst())));
            return followed;
        });
    }

    /** All contributions of contacts, of some kinds; a contact without any is absent. */
    public Uni<Map<ContactKey, List<Span>>> of(Set<ContactKey> contacts, Set<SpanKind> kinds) {
        return of(pool, contacts, kinds);
    }

    /** The same, read by a client that the caller holds. */
    public Uni<Map<ContactKey, List<Span>>> of(SqlClient client, Set<ContactKey> contacts, Set<SpanKind> kinds) {
        return FactStore.spans(client, contacts, kinds);
    }
}
