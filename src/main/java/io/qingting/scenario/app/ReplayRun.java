package io.qingting.scenario.app;

import io.qingting.event.app.EventPoster;
import io.qingting.event.domain.CanonicalEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Plays a recorded log on a server whose business clock is the replay's. At a rate, an event is sent when the clock has
 * reached its instant, so that durations stay true. Where the clock only jumps (rate 0): the events of the next five
 * minutes are sent, the board applies them, then the clock steps through their instants; it never passes an event that
 * the board has not applied. Blocks its caller; interrupting it ends the replay.
 */
public final class ReplayRun {
    /** How far ahead of the clock an event is accepted, milliseconds. */
    static final long HORIZON_MILLIS = 300_000;

    private static final long LONGEST_PAUSE_MILLIS = 50;
    private static final long WAIT_FOR_BOARD_MILLIS = 2;

    private final ReplayTime clock;
    private final EventSender sender;
    private final LongSupplier logHead;
    private final LongSupplier applied;
    private final EventPoster.Pause pause;
    private long sent;
    private long refused;

    /**
     * What was played.
     *
     * @param refused events that the server did not take
     */
    public record Played(long sent, long refused) {}

    /**
     * @param logHead position of the last event in the log
     * @param applied position up to which the board has applied the log
     */
    public ReplayRun(
            ReplayTime clock, EventSender sender, LongSupplier logHead, LongSupplier applied, EventPoster.Pause pause) {
        this.clock = clock;
        this.sender = sender;
        this.logHead = logHead;
        this.applied = applied;
        this.pause = pause;
    }

    /**
     * Plays all events.
     *
     * @param events in order of time
     * @param progress receives the number of events sent so far
     */
    public Played play(Iterator<CanonicalEvent> events, LongConsumer progress) throws InterruptedException {
        Ahead ahead = new Ahead(events);
        while (ahead.hasNext()) {
            if (clock.rate() > 0) playDue(ahead);
            else jump(ahead);
            progress.accept(sent);
        }
        return new Played(sent, refused);
    }

    private void playDue(Ahead ahead) throws InterruptedException {
        long early = ahead.nextAt() - clock.nowMillis();
        if (early > 0) {
            pause.millis(Math.clamp((long) (early / clock.rate()), 1, LONGEST_PAUSE_MILLIS));
            return;
        }
        post(ahead.takeUntil(clock.nowMillis(), EventPoster.LARGEST_BATCH));
    }

    private void jump(Ahead ahead) throws InterruptedException {
        if (ahead.nextAt() > clock.nowMillis() + HORIZON_MILLIS) clock.advanceTo(ahead.nextAt() - 1);
        long horizon = clock.nowMillis() + HORIZON_MILLIS;
        List<CanonicalEvent> chunk = new ArrayList<>();
        while (ahead.hasNext() && ahead.nextAt() <= horizon) {
            List<CanonicalEvent> batch = ahead.takeUntil(horizon, EventPoster.LARGEST_BATCH);
            post(batch);
            chunk.addAll(batch);
        }
        long head = logHead.getAsLong();
        while (applied.getAsLong() < head) pause.millis(WAIT_FOR_BOARD_MILLIS);
        for (CanonicalEvent event : chunk) clock.advanceTo(event.at());
    }

    private void post(List<CanonicalEvent> batch) throws InterruptedException {
        EventPoster.Answer answer = sender.post(batch);
        sent += batch.size();
        refused += answer.refused().size();
    }

    /** The stream with one event of look-ahead. */
    private static final class Ahead {
        private final Iterator<CanonicalEvent> events;
        private final Deque<CanonicalEvent> next = new ArrayDeque<>(1);

        Ahead(Iterator<CanonicalEvent> events) {
            this.events = events;
            fetch();
        }

        boolean hasNext() {
            return !next.isEmpty();
        }

        long nextAt() {
            return next.element().at();
        }

        List<CanonicalEvent> takeUntil(long at, int most) {
            List<CanonicalEvent> taken = new ArrayList<>();
            while (hasNext() && nextAt() <= at && taken.size() < most) {
                taken.add(next.remove());
                fetch();
            }
            return taken;
        }

        private void fetch() {
            if (events.hasNext()) next.add(events.next());
        }
    }
}
