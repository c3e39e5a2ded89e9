package io.qingting.alert.app;

import io.qingting.access.app.Audit;
import io.qingting.alert.domain.Digest;
import io.qingting.alert.store.ChannelStore;
import io.qingting.alert.store.DigestStore;
import io.qingting.kernel.BusinessClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Digests as administrators choose them. Every change is in the audit trail. */
@ApplicationScoped
public class Digests {
    private static final int MOST_DIGESTS = 100;

    private final Pool pool;
    private final Audit audit;
    private final BusinessClock clock;

    Digests(Pool pool, Audit audit, BusinessClock clock) {
        this.pool = pool;
        this.audit = audit;
        this.clock = clock;
    }

    public Uni<List<Digest>> all() {
        return DigestStore.all(pool);
    }

    /**
     * Makes a digest (id 0) or replaces one; it tells of what ends from now on.
     *
     * @return its id; 0: there is none of that id
     */
    public Uni<Long> save(long digestId, long channelId, Digest.Every every, List<String> queues, String by) {
        Digest digest = new Digest(digestId, channelId, every, queues, clock.now());
        return pool.withTransaction(tx -> DigestStore.all(tx)
                .chain(all -> ChannelStore.find(tx, channelId).chain(channel -> {
                    if (channel.isEmpty())
                        throw Channels.invalid("A channel is an id as the list of channels gives it.", "/channelId");
                    if (digestId == 0 && all.size() >= MOST_DIGESTS)
                        throw Channels.invalid("There are " + MOST_DIGESTS + " digests already: remove one.", "/every");
                    return DigestStore.save(tx, digest)
                            .call(id -> id == 0
                                    ? Uni.createFrom().voidItem()
                                    : audit.record(tx, by, "digest.saved", "digest:" + id, null, values(digest)));
                })));
    }

    private static Map<String, Object> values(Digest digest) {
        return Map.of(
                "channelId", digest.channelId(),
                "every", digest.every().wireName(),
                "queues", digest.queues().toString());
    }

    public Uni<Boolean> delete(long digestId, String by) {
        return pool.withTransaction(tx -> DigestStore.delete(tx, digestId)
                .call(done -> done
                        ? audit.record(tx, by, "digest.removed", "digest:" + digestId, null, null)
                        : Uni.createFrom().voidItem()));
    }
}
