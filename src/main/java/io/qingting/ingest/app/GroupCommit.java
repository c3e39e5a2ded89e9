package io.qingting.ingest.app;

import io.qingting.event.app.EventLog;
import io.qingting.event.app.LogUnavailableException;
import io.qingting.event.domain.AppendOutcome;
import io.qingting.event.domain.NewEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets concurrent requests share commits. A few appends run at a time; what arrives meanwhile waits in a bounded queue and
 * goes together with the next one. So a lone request waits for nobody, and many share the price of one commit.
 */
@ApplicationScoped
class GroupCommit {
    private final EventLog log;
    private final IngestSettings settings;
    private final IngestMetrics metrics;

    private final Object lock = new Object();
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private int queuedEvents;
    private int inFlight;

    GroupCommit(EventLog log, IngestSettings settings, IngestMetrics metrics) {
        this.log = log;
        this.settings = settings;
        this.metrics = metrics;
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
            append(group, () -> {
                synchronized (lock) {
                    inFlight--;
                }
                startAppends();
            });
        }
    }

    private List<Waiting> nextGroup() {
        synchronized (lock) {
            if (inFlight >= settings.appendsInFlight() || queue.isEmpty()) return List.of();
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
