package io.qingting.alert.app;

import io.qingting.alert.domain.Cause;
import io.qingting.alert.domain.Signal;
import io.qingting.alert.store.AlertStore;
import io.qingting.kernel.MachineClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns signals into alerts, inside the transaction of whoever noticed them: an alert, its history and what is to be told
 * commit together with their reason, or not at all. One alert a cause, however often and by however many instances it is
 * signalled; so every call may be repeated.
 */
@ApplicationScoped
public class Alerts {
    /** So long at least people who end an alert by hand have peace from it, though what it is about lasts. */
    public static final Duration PEACE = Duration.ofMinutes(1);

    private static final String CAME_BACK = "cameBack";
    private static final String STILL_WRONG = "an earlier alert was resolved by hand, and it is still so";

    private final MachineClock clock;

    Alerts(MachineClock clock) {
        this.clock = clock;
    }

    /**
     * Opens an alert for each cause that has none, opens a promise's closed one again, makes an open one worse where the
     * signal is worse, and leaves the rest alone.
     *
     * @param signals of any number and order; of several with one cause the worst counts
     * @param at the floor's time at which they were noticed
     */
    public Uni<Void> raise(SqlConnection tx, List<Signal> signals, Instant at) {
        // In one order for everybody, so that two transactions never wait for each other's rows.
        TreeMap<Cause, Signal> byCause = new TreeMap<>();
        for (Signal signal : signals) byCause.merge(signal.cause(), signal, Alerts::worse);
        return AlertStore.raise(tx, List.copyOf(byCause.values()), at, clock.now());
    }

    /**
     * Locks the alerts of causes. To be called first by a transaction that goes on to change alerts by more than one call:
     * locked in one order by everybody, two of them never wait for each other.
     */
    public Uni<Void> lock(SqlConnection tx, Collection<Cause> causes) {
        return AlertStore.lock(tx, sorted(causes));
    }

    private static Signal worse(Signal one, Signal other) {
        if (one.severity() != other.severity()) return one.severity().compareTo(other.severity()) > 0 ? one : other;
        return other instanceof Signal.TargetBreached ? other : one;
    }

    /** What was wrong is right again: open alerts of the causes are resolved, and those who were told are told so. */
    public Uni<Void> recover(SqlConnection tx, List<Cause> causes, Instant at) {
        return AlertStore.recover(tx, sorted(causes), at, clock.now());
    }

    /**
     * Nobody looks at it any more: open alerts of the causes end, which does not say that things are right again. Those who
     * were told are told so.
     *
     * @param by who brought that about; {@code system}: nobody
     * @param reason for people, in the alert's history
     */
    public Uni<Void> end(SqlConnection tx, List<Cause> causes, String by, String reason, Instant at) {
        return AlertStore.end(tx, sorted(causes), by, reason, at, clock.now());
    }

    /**
     * What was signalled did not happen after all, as a late event shows: the alerts are taken back, also those that ended
     * meanwhile. What was not told yet is not told any more; where a message had left, one correction follows.
     */
    public Uni<Void> takeBack(SqlConnection tx, List<Cause> causes, Instant at) {
        return AlertStore.takeBack(tx, sorted(causes), at, clock.now());
    }

    /** Those of the causes whose alert is open. */
    public Uni<Set<Cause>> open(SqlConnection tx, Collection<Cause> causes) {
        return AlertStore.open(tx, sorted(causes));
    }

    /**
     * Adds to the history of the newest alert of each cause, open or not.
     *
     * @param action such as {@code stillBad}
     * @param note for people
     */
    public Uni<Void> remark(SqlConnection tx, Collection<Cause> causes, String action, String note) {
        return AlertStore.remark(tx, sorted(causes), action, note, clock.now());
    }

    /**
     * What is still wrong: as {@link #raise}, but who ended the alert by hand has peace from it for a while. After that it comes
     * back as another one, and its history says so.
     */
    public Uni<Void> raiseStill(SqlConnection tx, List<Signal> signals, Instant at) {
        List<Cause> causes = signals.stream().map(Signal::cause).toList();
        return dismissed(tx, causes).chain(endedAt -> {
            List<Signal> due = signals.stream()
                    .filter(signal -> isDue(endedAt.get(signal.cause()), at))
                    .toList();
            List<Cause> again =
                    due.stream().map(Signal::cause).filter(endedAt::containsKey).toList();
            return raise(tx, due, at).chain(() -> remark(tx, again, CAME_BACK, STILL_WRONG));
        });
    }

    private static boolean isDue(@Nullable Instant endedAt, Instant at) {
        return endedAt == null || !endedAt.plus(PEACE).isAfter(at);
    }

    /** Those of the causes whose newest alert people ended, each with when: the floor's time. */
    public Uni<Map<Cause, Instant>> dismissed(SqlConnection tx, Collection<Cause> causes) {
        return AlertStore.dismissed(tx, sorted(causes));
    }

    private static List<Cause> sorted(Collection<Cause> causes) {
        return List.copyOf(new TreeSet<>(causes));
    }
}
