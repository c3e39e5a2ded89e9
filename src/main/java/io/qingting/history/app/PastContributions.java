package io.qingting.history.app;

import io.qingting.contact.domain.Span;
import io.qingting.contact.domain.SpanKind;
import io.qingting.history.domain.Fact;
import io.qingting.history.store.FactStore;
import io.qingting.kernel.ContactKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
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

    /** All contributions of contacts, of some kinds; a contact without any is absent. */
    public Uni<Map<ContactKey, List<Span>>> of(Set<ContactKey> contacts, Set<SpanKind> kinds) {
        return FactStore.spans(pool, contacts, kinds);
    }
}
