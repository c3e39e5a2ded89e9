package io.qingting.importing.app;

import io.qingting.event.app.EventPoster;
import io.qingting.event.domain.CanonicalEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Sends the events of a log to the public API in order of time: batches of a thousand, two in flight, so that the server
 * validates one while it commits the other. Safe to repeat as a whole: ids are stable, so what is there already is a
 * duplicate. Blocks its caller.
 */
public final class ImportRun {
    /** Header that marks imported events: their clocks settle and alert nobody. */
    public static final String HEADER = "Qingting-Import";

    private static final int IN_FLIGHT = 2;

    private final EventPoster poster;

    /** @param poster a sender whose key has the right to import, with {@link #HEADER} set to true */
    public ImportRun(EventPoster poster) {
        this.poster = poster;
    }

    /**
     * What sending gave.
     *
     * @param refused events that the server did not take
     * @param examples the first of them, with their lines
     */
    public record SendSummary(
            long sent,
            long accepted,
            long duplicate,
            long conflict,
            long refused,
            List<ReadSummary.Refusal> examples) {}

    /**
     * Sends all events.
     *
     * @param progress receives the number of events that the server has answered so far
     */
    public SendSummary send(Iterator<MappedEvent> events, LongConsumer progress) throws InterruptedException {
        Totals totals = new Totals();
        Deque<Sent> flight = new ArrayDeque<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                while (events.hasNext()) {
                    List<MappedEvent> batch = next(events);
                    List<CanonicalEvent> bodies =
                            batch.stream().map(MappedEvent::event).toList();
                    flight.add(new Sent(batch, threads.submit(() -> poster.post(bodies))));
                    if (flight.size() >= IN_FLIGHT) totals.add(flight.remove(), progress);
                }
                while (!flight.isEmpty()) totals.add(flight.remove(), progress);
            } finally {
                flight.forEach(sent -> sent.answer.cancel(true));
            }
        }
        return totals.summary();
    }

    private static List<MappedEvent> next(Iterator<MappedEvent> events) {
        List<MappedEvent> batch = new ArrayList<>(EventPoster.LARGEST_BATCH);
        while (events.hasNext() && batch.size() < EventPoster.LARGEST_BATCH) batch.add(events.next());
        return batch;
    }

    private record Sent(List<MappedEvent> batch, Future<EventPoster.Answer> answer) {}

    private static final class Totals {
        private final List<ReadSummary.Refusal> examples = new ArrayList<>();
        private long sent;
        private long accepted;
        private long duplicate;
        private long conflict;
        private long refused;

        void add(Sent batch, LongConsumer progress) throws InterruptedException {
            EventPoster.Answer answer;
            try {
                answer = batch.answer.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException refusal) throw refusal;
                throw new IllegalStateException("sending failed", e.getCause());
            }
            sent += batch.batch.size();
            accepted += answer.accepted();
            duplicate += answer.duplicate();
            conflict += answer.conflict();
            refused += answer.refused().size();
            for (EventPoster.Refusal refusal : answer.refused()) {
                if (examples.size() >= ReadSummary.MOST_EXAMPLES) break;
                MappedEvent event = batch.batch.get(refusal.index());
                examples.add(new ReadSummary.Refusal(
                        event.file(), event.line(), (refusal.reason() + " " + refusal.pointer()).strip()));
            }
            progress.accept(sent);
        }

        SendSummary summary() {
            return new SendSummary(sent, accepted, duplicate, conflict, refused, List.copyOf(examples));
        }
    }
}
