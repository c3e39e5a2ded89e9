package io.qingting.access.app;

import io.qingting.access.domain.Audience;
import io.qingting.access.domain.DisplayKey;
import io.qingting.access.domain.SourceKey;
import io.qingting.access.domain.Token;
import io.qingting.access.store.AccessStore;
import io.qingting.kernel.MachineClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives out and revokes keys of sources and tokens of displays. Every change is in the audit trail. */
@ApplicationScoped
public class Keys {
    private final Pool pool;
    private final MachineClock clock;
    private final Audit audit;

    Keys(Pool pool, MachineClock clock, Audit audit) {
        this.pool = pool;
        this.clock = clock;
        this.audit = audit;
    }

    /** A new key: the token is shown this once. */
    public record Issued(long id, Token token) {}

    /** @param name as {@link SourceKey#isName} says */
    public Uni<Issued> issueSourceKey(String actor, String name, boolean mayImport) {
        if (!SourceKey.isName(name)) throw new IllegalArgumentException("no name of a source: " + name);
        Token token = Token.random("qts_");
        return pool.withTransaction(tx -> AccessStore.insertSourceKey(tx, name, token.hash(), mayImport, clock.now())
                        .call(id -> audit.record(
                                tx,
                                actor,
                                "source.issued",
                                "source:" + id,
                                null,
                                Map.of("name", name, "mayImport", mayImport))))
                .map(id -> new Issued(id, token));
    }

    public Uni<Issued> issueDisplay(String actor, String name, Audience audience) {
        Token token = Token.random("qtd_");
        return pool.withTransaction(tx -> AccessStore.insertDisplay(tx, name, token.hash(), audience, clock.now())
                        .call(id -> audit.record(
                                tx,
                                actor,
                                "display.issued",
                                "display:" + id,
                                null,
                                Map.of("name", name, "audience", audience.wireName()))))
                .map(id -> new Issued(id, token));
    }

    /** @return false where there is no valid key of that id */
    public Uni<Boolean> revokeSourceKey(String actor, long keyId) {
        return pool.withTransaction(tx -> AccessStore.revokeSourceKey(tx, keyId, clock.now())
                .call(name -> revoked(tx, actor, "source", keyId, name))
                .map(Optional::isPresent));
    }

    /** @return false where there is no valid display of that id */
    public Uni<Boolean> revokeDisplay(String actor, long displayId) {
        return pool.withTransaction(tx -> AccessStore.revokeDisplay(tx, displayId, clock.now())
                .call(name -> revoked(tx, actor, "display", displayId, name))
                .map(Optional::isPresent));
    }

    private Uni<Void> revoked(SqlClient tx, String actor, String kind, long id, Optional<String> name) {
        return name.isEmpty()
                ? Uni.createFrom().voidItem()
                : audit.record(tx, actor, kind + ".revoked", kind + ":" + id, Map.of("name", name.get()), null);
    }

    /** A page of keys, oldest first, revoked ones too. */
    public Uni<List<SourceKey>> sourceKeys(long afterId, int limit) {
        return AccessStore.sourceKeys(pool, afterId, limit);
    }

    /** Names of the sources, such as {@code /connectors/demo}, that hold a key which is not revoked. */
    public Uni<Set<String>> sourcesWithKey() {
        return AccessStore.sourcesWithKey(pool);
    }

    /** Whether an administrator's key is valid: what was done with it before may have to go on. */
    public Uni<Boolean> isAdminKey(long keyId) {
        return AccessStore.isAdminKey(pool, keyId);
    }

    /** A page of displays, oldest first, revoked ones too. */
    public Uni<List<DisplayKey>> displays(long afterId, int limit) {
        return AccessStore.displays(pool, afterId, limit);
    }
}
