package io.qingting.board.domain;

import io.qingting.board.domain.MinuteRing.MinuteState;
import io.qingting.event.domain.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one queue, channel or agent: the last hour minute by minute, today, and what is going on now. A point counts
 * where its instant falls; one before today and before the last hour changes nothing.
 */
final class Cell {
    private static final Slice NOTHING = new Slice();

    private final Horizon horizon;
    private final Changes all;
    private final MinuteRing ring = new MinuteRing();
    private final Slice today = new Slice();
    private long todayStartsAt;
    private long changes;
    private boolean named;
    private final @Nullable LiveCounts[] live = new LiveCounts[Channel.values().length];

    /** Of a channel: contacts with an open leg, each once however many queues its legs are of. */
    long inService;

    /** @param all counts the changes of this cell and of others */
    Cell(Horizon horizon, Changes all) {
        this.horizon = horizon;
        this.all = all;
        this.todayStartsAt = horizon.dayStartsAt();
    }

    void add(long at, Metric metric, long amount) {
        if (at < horizon.floor()) return;
        changed();
        ring.add(horizon.minute(), Horizon.minuteOf(at), metric, amount);
        if (at >= horizon.dayStartsAt()) today().add(metric, amount);
    }

    void measure(long at, Distribution distribution, long millis, long times) {
        if (at < horizon.floor()) return;
        changed();
        ring.measure(horizon.minute(), Horizon.minuteOf(at), distribution, millis, times);
        if (at >= horizon.dayStartsAt()) today().measure(distribution, millis, times);
    }

    Slice today() {
        if (todayStartsAt != horizon.dayStartsAt()) {
            todayStartsAt = horizon.dayStartsAt();
            today.clear();
        }
        return today;
    }

    long sum(Window window, Metric metric) {
        return window == Window.TODAY ? today().get(metric) : ring.sum(horizon.minute(), metric, window.minutes());
    }

    void addTo(Slice slice, Window window) {
        if (window == Window.TODAY) slice.merge(today(), 1);
        else ring.addTo(slice, horizon.minute(), window.minutes());
    }

    Slice over(Window window) {
        Slice slice = new Slice();
        addTo(slice, window);
        return slice;
    }

    /** An event named this place, so it is shown even while there is nothing to show. */
    void named() {
        if (named) return;
        named = true;
        changed();
    }

    /** Named by an event, or with anything to show: does not depend on what was counted and taken out again. */
    boolean isShown() {
        return named
                || !isStill()
                || !today().equals(NOTHING)
                || !over(Window.SIXTY_MINUTES).equals(NOTHING);
    }

    private boolean isStill() {
        if (inService != 0) return false;
        for (LiveCounts counts : live) {
            if (counts != null && !counts.isEmpty()) return false;
        }
        return true;
    }

    /** Of a queue: what is going on now in one channel. */
    LiveCounts live(Channel channel) {
        LiveCounts present = live[channel.ordinal()];
        if (present == null) live[channel.ordinal()] = present = new LiveCounts();
        return present;
    }

    /** Of a queue: what is going on now, by channel; null where nothing ever was. */
    @Nullable
    LiveCounts[] live() {
        return live;
    }

    void changed() {
        changes++;
        all.count++;
    }

    /** Changes of a number of cells together. */
    static final class Changes {
        private long count;

        long count() {
            return count;
        }
    }

    /** Grows with every change of what is counted here, and not as time moves the windows. */
    long changes() {
        return changes;
    }

    /** Grows with every change of what this cell shows; the turn of a minute moves its windows too. */
    long version() {
        return changes + horizon.minute();
    }

    CellState toState(String name) {
        return new CellState(name, named, today().toState(), ring.toState(horizon.minute()));
    }

    void addState(CellState state) {
        named |= state.named();
        today().addState(state.today());
        for (MinuteState minute : state.minutes()) ring.addState(horizon.minute(), minute);
    }

    /** A cell's windows as data. */
    record CellState(String name, boolean named, Slice.SliceState today, List<MinuteState> minutes) {}
}
