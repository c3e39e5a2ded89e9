package io.qingting.access.app;

import io.qingting.access.domain.Grant;
import io.qingting.access.domain.Token;
import io.qingting.access.store.AccessStore;
import io.qingting.access.store.OpenGrants;
import io.qingting.kernel.MachineClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells what a token of a key, display or session allows. What was found is remembered for five seconds, so that is how long a revoked token may still
 * work. Fails where the database is away; that says nothing about the token.
 */
@ApplicationScoped
public class Credentials {
    private static final Duration REMEMBERED = Duration.ofSeconds(4);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 10_000;

    private final Pool pool;
    private final MachineClock clock;
    private final Sessions sessions;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    Credentials(Pool pool, MachineClock clock, Sessions sessions) {
        this.pool = pool;
        this.clock = clock;
        this.sessions = sessions;
    }

    private record Known(Uni<Optional<Grant>> grant, long askedNanos) {}

    /** What the token allows; empty where it is unknown or revoked. */
    public Uni<Optional<Grant>> find(String token) {
        if (!Token.isPlausible(token)) return Uni.createFrom().item(Optional.empty());
        Token it = new Token(token);
        String key = it.hashText();
        long now = clock.nanoTime();
        if (known.size() > MOST_REMEMBERED) forget(now);
        Known found = known.compute(
                key, (hash, old) -> old != null && isFresh(old, now) ? old : new Known(ask(it, key), now));
        return found.grant();
    }

    /**
     * Of the tokens of open connections, with what each allowed, those that allow it no longer; to be asked every few seconds.
     * Thousands are looked up together: one by one they were as much work for the database as the floor's events.
     */
    public Uni<Set<String>> ended(Map<String, Grant> open) {
        if (open.isEmpty()) return Uni.createFrom().item(Set.of());
        Map<String, String> tokens = HashMap.newHashMap(open.size());
        Set<String> sessionHashes = new HashSet<>();
        Set<String> keyHashes = new HashSet<>();
        open.keySet().forEach(text -> {
            String hash = new Token(text).hashText();
            tokens.put(text, hash);
            (text.startsWith(Sessions.PREFIX) ? sessionHashes : keyHashes).add(hash);
        });
        Instant unnotedBefore = clock.now().minus(NOTED_EVERY);
        return sessions.findAll(sessionHashes, unnotedBefore)
                .chain(logIns -> findKeys(keyHashes, unnotedBefore).map(keys -> {
                    Set<String> ended = new HashSet<>();
                    open.forEach((text, grant) -> {
                        String hash = tokens.get(text);
                        Grant now = text.startsWith(Sessions.PREFIX) ? logIns.get(hash) : keys.get(hash);
                        if (!grant.equals(now)) ended.add(text);
                    });
                    return ended;
                }))
                .ifNoItem()
                .after(ANSWER_LIMIT)
                .fail();
    }

    private Uni<Map<String, Grant>> findKeys(Set<String> hashes, Instant unnotedBefore) {
        if (hashes.isEmpty()) return Uni.createFrom().item(Map.of());
        return AccessStore.findAll(pool, hashes, unnotedBefore)
                .call(found -> AccessStore.touchAll(pool, found.unnoted(), clock.now()))
                .map(OpenGrants::grants);
    }

    private static boolean isFresh(Known entry, long now) {
        return now - entry.askedNanos() < REMEMBERED.toNanos();
    }

    private Uni<Optional<Grant>> ask(Token token, String key) {
        Uni<Optional<Grant>> asked =
                token.text().startsWith(Sessions.PREFIX) ? sessions.find(token) : findKey(token.hash());
        return asked.ifNoItem()
                .after(ANSWER_LIMIT)
                .fail()
                // A failure is not remembered: the database may be back for the next request.
                .onFailure()
                .invoke(() -> known.remove(key))
                .memoize()
                .indefinitely();
    }

    private Uni<Optional<Grant>> findKey(byte[] hash) {
        return AccessStore.find(pool, hash)
                .call(found ->
                        found.isEmpty() ? Uni.createFrom().voidItem() : AccessStore.touch(pool, hash, clock.now()));
    }

    /** Looks a token up again at its next use, because what it allows was changed here. */
    public void forget(Token token) {
        known.remove(token.hashText());
    }

    /** Makes room: the old first, everything where many tokens were tried within seconds. */
    private void forget(long now) {
        known.values().removeIf(entry -> !isFresh(entry, now));
        if (known.size() > MOST_REMEMBERED) known.clear();
    }
}
