package io.qingting.ingest.app;

import io.qingting.event.app.EventLog;
import io.qingting.event.app.LogUnavailableException;
import io.qingting.event.domain.AppendOutcome;
import io.qingting.event.domain.NewEvent;
import io.qingting.kernel.MachineClock;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets concurrent requests share commits. What arrives while an append runs waits in a bounded queue and goes together with
 * the next one, so a lone request waits for nobody, and many share the price of one commit. A further append runs beside it
 * only where much waits: appends follow one another at the log's head anyway, and small ones cost as much as large ones.
 * For the same reason a group that is smaller than the one just answered waits a moment for those clients to come back.
 */
@ApplicationScoped
class GroupCommit {
    private final EventLog log;
    private final IngestSettings settings;
    private final IngestMetrics metrics;
    private final MachineClock clock;

    private final Object lock = new Object();
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private int queuedEvents;
    private int inFlight;
    private int answered;
    private long answeredNanos;
    private boolean gathers;

    GroupCommit(EventLog log, IngestSettings settings, IngestMetrics metrics, MachineClock clock) {
        this.log = log;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
        metrics.gaugeQueue(this::queuedEvents);
    }

    private record Waiting(List<NewEvent> events, UniEmitter<? super List<AppendOutcome>> answer) {}

    /** The outcomes after the commit, in the events' order. Fails with {@link OverloadedException} where too many wait. */
    Uni<List<AppendOutcome>> append(List<NewEvent> events) {
        if (events.isEmpty()) return Uni.createFrom().item(List.of());
        return Uni.createFrom().emitter(answer -> {
            int waiting = enqueue(new Waiting(events, answer));
            if (waiting > 0) answer.fail(new OverloadedException(waiting));
            else startAppends();
        });
    }

    /** 0, or the number of events that wait where there is no room. */
    private int enqueue(Waiting request) {
        synchronized (lock) {
            if (queuedEvents > 0 && queuedEvents + request.events().size() > settings.queuedEvents())
                return queuedEvents;
            queue.add(request);
            queuedEvents += request.events().size();
            return 0;
        }
    }

    private int queuedEvents() {
        synchronized (lock) {
            return queuedEvents;
        }
    }

    private void startAppends() {
        for (List<Waiting> group = nextGroup(); !group.isEmpty(); group = nextGroup()) {
            int requests = group.size();
            append(group, () -> ended(requests));
        }
    }

    private void ended(int requests) {
        synchronized (lock) {
            inFlight--;
            answered = requests;
            answeredNanos = clock.nanoTime();
        }
        startAppends();
    }

    private List<Waiting> nextGroup() {
        synchronized (lock) {
            if (queue.isEmpty() || inFlight >= settings.appendsInFlight()) return List.of();
            if (inFlight > 0 && queuedEvents < settings.overlapEvents()) return List.of();
            if (inFlight == 0 && queue.size() < answered && gather()) return List.of();
            List<Waiting> group = new ArrayList<>();
            int events = 0;
            do {
                Waiting next = queue.remove();
                group.add(next);
                events += next.events().size();
            } while (!queue.isEmpty() && events + queue.element().events().size() <= settings.appendEvents());
            queuedEvents -= events;
            inFlight++;
            return group;
        }
    }

    /** True while the moment for gathering lasts; sees to it that the group is started at its end. */
    private boolean gather() {
        long left = settings.gather().toNanos() - (clock.nanoTime() - answeredNanos);
        if (left <= 0) return false;
        if (!gathers) {
            gathers = true;
            Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(Duration.ofMillis(left / 1_000_000 + 1))
                    .subscribe()
                    .with(ignored -> {
                        synchronized (lock) {
                            gathers = false;
                        }
                        startAppends();
                    });
        }
        return true;
    }

    /** Subscribes by hand: one append answers many requests, and must end even where all of them have gone. */
    private void append(List<Waiting> group, Runnable ended) {
        List<NewEvent> events =
                group.stream().flatMap(request -> request.events().stream()).toList();
        metrics.timed(events.size(), () -> log.append(events))
                .subscribe()
                .with(
                        outcomes -> {
                            ended.run();
                            answer(group, outcomes);
                        },
                        failure -> {
                            if (group.size() > 1 && !(failure instanceof LogUnavailableException)) {
                                // One request's fault must not hit those that happened to share its commit.
                                appendOneByOne(group, ended);
                                return;
                            }
                            ended.run();
                            group.forEach(request -> request.answer().fail(failure));
                        });
    }

    private void appendOneByOne(List<Waiting> group, Runnable ended) {
        if (group.isEmpty()) {
            ended.run();
            return;
        }
        append(group.subList(0, 1), () -> appendOneByOne(group.subList(1, group.size()), ended));
    }

    private static void answer(List<Waiting> group, List<AppendOutcome> outcomes) {
        int from = 0;
        for (Waiting request : group) {
            int to = from + request.events().size();
            request.answer().complete(outcomes.subList(from, to));
            from = to;
        }
    }
}
