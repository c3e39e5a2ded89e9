package io.qingting.event.app;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Wakes the readers of this process when it appended something. Only ever saves time: polling is the truth. */
@ApplicationScoped
class TailWake {
    private final AtomicLong version = new AtomicLong();
    private final Set<UniEmitter<? super Void>> waiting = ConcurrentHashMap.newKeySet();

    /** Rises with every wake-up: read before looking, it tells whether one was missed since. */
    long version() {
        return version.get();
    }

    void wake() {
        version.incrementAndGet();
        for (UniEmitter<? super Void> emitter : waiting) emitter.complete(null);
    }

    /** Ends at a wake-up later than the version given, or after the limit. */
    Uni<Void> await(long seen, Duration limit) {
        return Uni.createFrom()
                .<Void>emitter(emitter -> {
                    waiting.add(emitter);
                    emitter.onTermination(() -> waiting.remove(emitter));
                    if (version.get() != seen) emitter.complete(null);
                })
                .ifNoItem()
                .after(limit)
                .recoverWithUni(Uni.createFrom().voidItem());
    }
}
