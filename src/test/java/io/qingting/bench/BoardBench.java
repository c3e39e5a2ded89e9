package io.qingting.bench;

import static io.qingting.fixture.EventBuilder.event;

import io.qingting.board.domain.Board;
import io.qingting.board.domain.BoardConfig;
import io.qingting.board.domain.SiteFigures;
import io.qingting.board.domain.Window;
import io.qingting.contact.domain.ContactFolds;
import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.PresenceState;
import io.qingting.fixture.Floor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Cost of the fold an event, and of building the site's figures, on a floor of 100 queues and 500 agents. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class BoardBench {
    private static final int EVENTS = 500_000;
    private static final int BATCH = 1_000;
    private static final int QUEUES = 100;
    private static final int AGENTS = 500;
    private static final long FROM = Floor.time("09:00:00");
    private static final long SPAN_MILLIS = 600_000;

    private List<List<Event>> batches = List.of();
    private List<Event> agents = List.of();
    private Board board = new Board(BoardConfig.defaults(Floor.ZONE), FROM);

    /** Calls and chats of some messages at nearly a thousand events a second, in the order of time, in batches as the tail reads them. */
    @Setup(Level.Trial)
    public void floor() {
        List<Event> events = events(EVENTS);
        batches = new ArrayList<>();
        for (int i = 0; i < events.size(); i += BATCH) {
            batches.add(events.subList(i, Math.min(events.size(), i + BATCH)));
        }
        agents = agents();
        board = new Board(BoardConfig.defaults(Floor.ZONE), FROM);
        board.advance(FROM + SPAN_MILLIS + 600_000);
        board.apply(agents, Map.of());
        for (List<Event> batch : batches) board.apply(batch, Map.of());
    }

    static List<Event> agents() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < AGENTS; i++) {
            events.add(event("p" + i, EventType.AGENT_PRESENCE_CHANGED)
                    .agent("agent-" + i)
                    .team("team-" + i / 20)
                    .at(FROM)
                    .presence(PresenceState.AVAILABLE)
                    .build());
        }
        return events;
    }

    static List<Event> events(int count) {
        Random random = new Random(7);
        List<Event> events = new ArrayList<>();
        for (int n = 0; events.size() < count; n++) {
            long at = FROM + (long) (random.nextDouble() * SPAN_MILLIS);
            String contact = "contact-" + n;
            String queue = "queue-" + random.nextInt(QUEUES);
            String agent = "agent-" + random.nextInt(AGENTS);
            Channel channel = random.nextInt(2) == 0 ? Channel.VOICE : Channel.CHAT;
            List<Event> told = new ArrayList<>();
            told.add(event("o" + n, EventType.CONTACT_OFFERED)
                    .at(at)
                    .of(contact)
                    .on(channel)
                    .customer("customer-" + n)
                    .build());
            told.add(event("q" + n, EventType.CONTACT_ENQUEUED)
                    .at(at)
                    .of(contact)
                    .on(channel)
                    .queue(queue)
                    .build());
            at += random.nextInt(60_000);
            told.add(event("a" + n, EventType.CONTACT_ACCEPTED)
                    .at(at)
                    .of(contact)
                    .on(channel)
                    .queue(queue)
                    .agent(agent)
                    .build());
            for (int m = 0; channel == Channel.CHAT && m < 4; m++) {
                at += random.nextInt(40_000);
                told.add(event("c" + n + "-" + m, EventType.MESSAGE_CUSTOMER)
                        .at(at)
                        .of(contact)
                        .on(channel)
                        .build());
                at += random.nextInt(40_000);
                told.add(event("h" + n + "-" + m, EventType.MESSAGE_AGENT)
                        .at(at)
                        .of(contact)
                        .on(channel)
                        .agent(agent)
                        .build());
            }
            at += random.nextInt(60_000);
            told.add(event("x" + n, EventType.CONTACT_CLOSED)
                    .at(at)
                    .of(contact)
                    .on(channel)
                    .agent(agent)
                    .reason("resolved")
                    .build());
            events.addAll(told);
        }
        events.sort(Comparator.comparingLong(Event::at));
        return events.stream().map(BoardBench::decoded).collect(Collectors.toCollection(ArrayList::new));
    }

    /** As the tail hands it on: an object of its own with names of its own, beside its neighbours in memory. */
    private static Event decoded(Event e) {
        return event(new String(e.id()), e.type())
                .at(e.at())
                .of(new String(e.contact().contactId()))
                .on(e.channel() == Channel.VOICE ? Channel.VOICE : Channel.CHAT)
                .queue(copy(e.queueId()))
                .agent(copy(e.agentId()))
                .customer(copy(e.customerKey()))
                .reason(copy(e.reason()))
                .build();
    }

    private static @Nullable String copy(@Nullable String name) {
        return name == null ? null : new String(name);
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Object foldOfContacts() {
        ContactFolds folds = new ContactFolds(10_000);
        int changes = 0;
        for (List<Event> batch : batches)
            changes += folds.apply(batch, Map.of()).size();
        return changes;
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Object foldToBoard() {
        Board fresh = new Board(BoardConfig.defaults(Floor.ZONE), FROM);
        fresh.apply(agents, Map.of());
        for (List<Event> batch : batches) {
            fresh.advance(batch.get(batch.size() - 1).at());
            fresh.apply(batch, Map.of());
        }
        return fresh;
    }

    /** The window of the site's figures. */
    @State(Scope.Thread)
    public static class Frame {
        @Param({"THIRTY_MINUTES", "TODAY"})
        public Window window = Window.THIRTY_MINUTES;
    }

    @Benchmark
    public SiteFigures siteFigures(Frame frame) {
        return board.site(frame.window);
    }
}
