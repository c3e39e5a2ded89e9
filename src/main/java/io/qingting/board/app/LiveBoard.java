package io.qingting.board.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.qingting.board.domain.Board;
import io.qingting.board.domain.BoardConfig;
import io.qingting.event.app.EventHistory;
import io.qingting.event.app.EventLog;
import io.qingting.event.app.EventTail;
import io.qingting.event.app.SourceNames;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.LogHead;
import io.qingting.event.domain.LogPosition;
import io.qingting.event.domain.LoggedEvent;
import io.qingting.event.domain.TailBatch;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.ContactKey;
import io.qingting.kernel.MachineClock;
import io.qingting.site.app.SiteConfiguration;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one board of this process, and the one mutable reference to it. Follows the log: reads the events of contacts that
 * memory no longer holds, folds, tells listeners. On any failure it resumes after the last event applied; where that cannot
 * be trusted, or the configuration changed, it starts again from the saved board or from the log's first event.
 */
@ApplicationScoped
public class LiveBoard {
    private static final Logger LOG = Logger.getLogger(LiveBoard.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(15);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);
    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    /** The probe confirms every half second at best; less than this is no lag but its rhythm. */
    private static final double CONFIRMED_OFTEN_ENOUGH = 1.5;

    private static final int MOST_WAITING_TASKS = 50_000;
    private static final int FIRST = 1;
    private static final Duration PROBE = Duration.ofMillis(500);
    private static final Duration MEASURE = Duration.ofSeconds(5);

    private final EventLog log;
    private final EventTail tail;
    private final EventHistory history;
    private final SiteConfiguration configuration;
    private final Snapshots snapshots;
    private final BoardThread thread;
    private final BusinessClock clock;
    private final MachineClock machine;
    private final BoardSettings settings;
    private final SourceNames sourceNames;
    private final Timer foldTime;
    private final List<Consumer<Board>> listeners = new CopyOnWriteArrayList<>();

    // Of the board's thread.
    private @Nullable Board board;
    private SourceWatch sources = new SourceWatch(Map.of());
    private boolean isApplying;
    private BoardConfig config;
    private long configVersion;

    private volatile LogPosition reached = LogPosition.START;
    private volatile String epoch = newEpoch();
    private volatile boolean hasStarted;
    private volatile Map<Integer, Duration> delays = Map.of();
    /** When it was last certain that the board showed all that the log held. */
    private volatile long confirmedNanos;

    private volatile boolean isConfirmed;
    /** The epoch of which it is certain that it has shown all that the log held. */
    private volatile String confirmedEpoch = "";
    /** By the floor's clock: since when it has never been far behind. */
    private volatile Instant liveSince = Instant.MAX;

    private long awaitedPosition = Long.MAX_VALUE;
    private long awaitedNanos;
    private boolean isProbing;
    private final Deque<Consumer<Board>> waitingTasks = new ArrayDeque<>();
    private @Nullable Cancellable following;

    LiveBoard(
            EventLog log,
            EventTail tail,
            EventHistory history,
            SiteConfiguration configuration,
            Snapshots snapshots,
            BoardThread thread,
            BusinessClock clock,
            MachineClock machine,
            BoardSettings settings,
            SourceNames sourceNames,
            MeterRegistry metrics) {
        this.log = log;
        this.tail = tail;
        this.history = history;
        this.configuration = configuration;
        this.snapshots = snapshots;
        this.thread = thread;
        this.clock = clock;
        this.machine = machine;
        this.settings = settings;
        this.sourceNames = sourceNames;
        this.config = BoardConfigs.of(configuration.current());
        this.foldTime = Timer.builder("qingting.fold")
                .description("time to apply one batch to the board")
                .register(metrics);
        Gauge.builder("qingting.board.lag.seconds", () -> lag().seconds())
                .description("how long the board has been behind the log")
                .register(metrics);
        Gauge.builder("qingting.board.position", () -> reached.position()).register(metrics);
    }

    /**
     * How far the board is behind the log.
     *
     * @param seconds since when it has not shown all that the log holds; 0: it does
     */
    public record Lag(boolean isCatchingUp, double seconds) {}

    void start(@Observes StartupEvent event) {
        confirmedNanos = machine.nanoTime();
        followLog();
        thread.every(settings.tick(), this::tick);
        thread.every(PROBE, this::probe);
        thread.every(settings.saveEvery(), this::save);
        thread.every(MEASURE, this::measure);
    }

    private void measure() {
        delays = Map.copyOf(sources.delays());
    }

    private void followLog() {
        following = Uni.createFrom()
                .deferred(this::open)
                .onItem()
                .transformToMulti(opened -> Multi.createFrom().deferred(() -> tail.after(reached, settings.readPace())))
                .onItem()
                .transformToUniAndConcatenate(this::apply)
                .onFailure()
                .invoke(this::failed)
                .onFailure()
                .retry()
                .withBackOff(FIRST_RETRY, LONGEST_RETRY)
                .indefinitely()
                .subscribe()
                .with(done -> {}, failure -> LOG.error("The board no longer follows the log", failure));
    }

    void stop(@Observes ShutdownEvent event) {
        if (following != null) following.cancel();
    }

    /** Goes on with the board at hand, or takes the saved one, or begins anew at the first event that the log still holds. */
    private Uni<Void> open() {
        return configuration
                .refresh()
                .chain(sourceNames::refresh)
                .ifNoItem()
                .after(ANSWER_LIMIT)
                .fail()
                .emitOn(thread)
                .chain(this::openBoard);
    }

    private Uni<Void> openBoard() {
        BoardConfig wanted = BoardConfigs.of(configuration.current());
        configVersion = configuration.current().version();
        if (board != null && wanted.equals(config)) return Uni.createFrom().voidItem();
        config = wanted;
        board = null;
        return snapshots
                .load(config, configVersion, clock.nowMillis())
                .chain(saved -> log.head().map(head -> new Opening(saved, head)))
                .ifNoItem()
                .after(LONGEST_START)
                .fail()
                .emitOn(thread)
                .invoke(opening -> openWith(wanted, opening))
                .replaceWithVoid();
    }

    private record Opening(Optional<Snapshots.Saved> saved, LogHead head) {}

    private void openWith(BoardConfig wanted, Opening opening) {
        Board opened =
                opening.saved().map(Snapshots.Saved::board).orElseGet(() -> new Board(wanted, clock.nowMillis()));
        board = opened;
        reached = opening.saved()
                .map(Snapshots.Saved::reached)
                .orElseGet(() -> new LogPosition(opening.head().firstPosition() - 1, 0));
        sources = new SourceWatch(sourceNames.all());
        epoch = newEpoch();
        LOG.infof("The board goes on after position %d", reached.position());
        while (!waitingTasks.isEmpty()) waitingTasks.remove().accept(opened);
    }

    private static String newEpoch() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    private Uni<Void> apply(TailBatch batch) {
        List<Event> events = batch.events().stream().map(LoggedEvent::event).toList();
        return Uni.createFrom()
                .item(() -> begin(events))
                .runSubscriptionOn(thread)
                .chain(needed -> needed.isEmpty()
                        ? Uni.createFrom().item(Map.<ContactKey, List<Event>>of())
                        : history.of(needed, reached.position())
                                .ifNoItem()
                                .after(ANSWER_LIMIT)
                                .fail())
                .emitOn(thread)
                .invoke(past -> finish(batch, events, past))
                .replaceWithVoid();
    }

    private Set<ContactKey> begin(List<Event> events) {
        Board present = present();
        present.advance(clock.nowMillis());
        // From here to the end of the batch the board must not move on: what is read is read for this state of it.
        isApplying = true;
        return present.needsHistory(events);
    }

    private void finish(TailBatch batch, List<Event> events, Map<ContactKey, List<Event>> past) {
        Board present = present();
        long begun = machine.nanoTime();
        try {
            present.apply(events, past);
        } catch (RuntimeException e) {
            // Half of the batch may be in: this board cannot be trusted any more.
            board = null;
            throw e;
        } finally {
            isApplying = false;
        }
        batch.events().forEach(sources::hear);
        reached = batch.end();
        foldTime.record(machine.nanoTime() - begun, TimeUnit.NANOSECONDS);
        confirm();
        changed(present);
    }

    /**
     * Asks where the log ends, apart from reading it: only when the board has reached an end that was seen is it certain that
     * it showed everything at that moment. Where the database does not answer, nothing is certain, and the lag grows.
     */
    private void probe() {
        if (board == null || isProbing) return;
        isProbing = true;
        long asked = machine.nanoTime();
        log.head()
                .ifNoItem()
                .after(ANSWER_LIMIT)
                .fail()
                .emitOn(thread)
                .onTermination()
                .invoke(() -> thread.execute(() -> isProbing = false))
                .subscribe()
                .with(
                        head -> {
                            if (awaitedPosition != Long.MAX_VALUE && awaitedPosition > reached.position()) return;
                            awaitedPosition = head.position();
                            awaitedNanos = asked;
                            confirm();
                        },
                        failure -> LOG.debugf("the end of the log is not known: %s", failure.toString()));
    }

    private void confirm() {
        if (awaitedPosition > reached.position()) return;
        if (!hasStarted || lag().isCatchingUp()) liveSince = clock.now();
        confirmedNanos = awaitedNanos;
        isConfirmed = true;
        confirmedEpoch = epoch;
        if (!hasStarted) LOG.infof("The board shows all up to position %d", reached.position());
        hasStarted = true;
        awaitedPosition = Long.MAX_VALUE;
    }

    private void failed(Throwable failure) {
        LOG.warnf("The board could not follow the log after position %d: %s", reached.position(), failure.toString());
        LOG.debug("The cause", failure);
        thread.execute(() -> isApplying = false);
    }

    private Board present() {
        Board present = board;
        if (present == null) throw new IllegalStateException("the board is being made anew");
        return present;
    }

    private void tick() {
        try {
            Board present = board;
            if (present == null || isApplying) return;
            present.advance(clock.nowMillis());
            changed(present);
        } catch (RuntimeException e) {
            LOG.error("The board could not move on", e);
        }
    }

    private void changed(Board present) {
        for (Consumer<Board> listener : listeners) listener.accept(present);
    }

    private void save() {
        Board present = board;
        if (present == null || isApplying || lag().isCatchingUp() || snapshots.isSaving()) return;
        sourceNames.saveLastSeen(sources.lastSeen());
        snapshots.save(present.snapshot(), reached, configVersion);
    }

    /** Starts again from the log where the configuration asks for other figures. */
    void reconfigure(@Observes @Priority(FIRST) SiteConfiguration.Changed change) {
        thread.execute(() -> {
            configVersion = change.site().version();
            if (BoardConfigs.of(change.site()).equals(config)) return;
            LOG.info("The configuration changed: the board is made anew from the log");
            board = null;
            isApplying = false;
            if (following != null) following.cancel();
            followLog();
        });
    }

    /** Runs a task with the board on its thread, as soon as there is one; tasks keep their order. */
    public void execute(Consumer<Board> task) {
        thread.execute(() -> {
            Board present = board;
            if (present != null) task.accept(present);
            else if (waitingTasks.size() < MOST_WAITING_TASKS) waitingTasks.add(task);
            else LOG.warn("Too many questions wait for the board; one was dropped");
        });
    }

    /** Tells a listener, on the board's thread, whenever the board may show something else. */
    public void onChange(Consumer<Board> listener) {
        listeners.add(listener);
    }

    /** Changes when the board starts anew. */
    public String epoch() {
        return epoch;
    }

    public Lag lag() {
        double since = (machine.nanoTime() - confirmedNanos) / 1e9;
        double seconds = isConfirmed && since < CONFIRMED_OFTEN_ENOUGH ? 0 : since;
        return new Lag(seconds > settings.lagLimit().toMillis() / 1e3, Math.round(seconds * 10) / 10.0);
    }

    /**
     * Since when, by the floor's clock, the board has shown all that the log holds, but for a moment; null: it does not now, or
     * was made anew and has not come so far again. Its figures must not be judged then.
     */
    public @Nullable Instant liveSince() {
        return epoch.equals(confirmedEpoch) && !lag().isCatchingUp() ? liveSince : null;
    }

    /** The last position of the log that the board shows. */
    public long position() {
        return reached.position();
    }

    /** The same with its receipt: where reading the log goes on. On the board's thread it is that of the board at hand. */
    public LogPosition reached() {
        return reached;
    }

    /** True once the board has shown all that the log held. */
    public boolean hasStarted() {
        return hasStarted;
    }

    /** How late each source delivers, by its number, as measured a moment ago; sources heard too seldom are missing. Any thread. */
    public Map<Integer, Duration> delays() {
        return delays;
    }

    /** The sources that were ever heard; on the board's thread. */
    public List<SourceLine> sources() {
        return sources.lines(
                sourceNames.all(), clock.nowMillis(), settings.silentAfter().toMillis());
    }
}
