package io.qingting.board.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import io.qingting.fixture.Floor;
import io.qingting.fixture.MemoryLog;
import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * The board against figures computed straight from what was planned, not from events: each call is a plan of a few instants,
 * told to the board as shuffled events, and METRICS.md is applied to the plans by filters and sums.
 */
class OracleTest {
    private static final long NEVER = Long.MAX_VALUE;
    private static final long FROM = Floor.time("00:00:00") - 100 * 60_000;
    private static final long LIMIT = 30_000;

    private enum End {
        ANSWERED,
        ABANDONED,
        UNSERVED,
        CALLBACK,
        OPEN
    }

    /** A call: begin, end of its wait, close of the service. */
    private record Call(String queue, long begin, long end, End how, long close) {}

    /** A chat: entry, first message, accept, first reply, close; {@link #NEVER}: does not happen. */
    private record Chat(String queue, long entry, long message, long accept, long reply, long close) {
        long start() {
            return Math.max(entry, message);
        }
    }

    private final List<Call> calls = new ArrayList<>();
    private final List<Chat> chats = new ArrayList<>();

    @Property(tries = 1000)
    void theBoardAgreesWithThePlans(@ForAll long seed) {
        Random random = new Random(seed);
        plan(random);
        List<Event> events = events();
        Collections.shuffle(events, random);
        Board board = new Board(BoardConfig.defaults(Floor.ZONE), FROM);
        MemoryLog log = new MemoryLog();
        int half = events.size() / 2;
        log.feed(board, events.subList(0, half));
        long now = FROM + random.nextInt(200 * 60_000);
        board.advance(now);
        log.feed(board, events.subList(half, events.size()));
        for (int i = 0; i < 4; i++) {
            check(board, now);
            now += random.nextInt(40 * 60_000);
            board.advance(now);
        }
    }

    private void plan(Random random) {
        calls.clear();
        chats.clear();
        for (int i = 0; i < 15; i++) {
            long begin = FROM + random.nextInt(180) * 60_000L + random.nextInt(60) * 1000L;
            End how = End.values()[random.nextInt(End.values().length)];
            long end = how == End.OPEN ? NEVER : begin + random.nextInt(61) * 1000L;
            long close = how == End.ANSWERED && random.nextInt(4) > 0 ? end + 1000L * random.nextInt(600) : NEVER;
            calls.add(new Call("q" + random.nextInt(3), begin, end, how, close));
        }
        for (int i = 0; i < 10; i++) {
            long entry = FROM + random.nextInt(180) * 60_000L;
            long message = random.nextInt(5) == 0 ? NEVER : entry + 1000L * (random.nextInt(61) - 20);
            long accept = random.nextInt(5) == 0 ? NEVER : entry + 1000L * random.nextInt(60);
            long start = Math.max(entry, message);
            long reply = accept == NEVER || message == NEVER || random.nextInt(4) == 0
                    ? NEVER
                    : Math.max(accept, start) + 1000L * random.nextInt(60);
            long last = Math.max(accept == NEVER ? entry : accept, message == NEVER ? entry : message);
            long close = random.nextInt(4) == 0
                    ? NEVER
                    : 1000L * random.nextInt(90) + (reply == NEVER ? last : Math.max(last, reply));
            chats.add(new Chat("q" + random.nextInt(3), entry, message, accept, reply, close));
        }
    }

    private List<Event> events() {
        Floor floor = new Floor();
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            floor.call("call" + i).at(call.begin).enqueued(call.queue);
            if (call.how == End.OPEN) continue;
            floor.at(call.end);
            switch (call.how) {
                case ANSWERED -> floor.accepted("anna");
                case ABANDONED -> floor.abandoned();
                case UNSERVED ->
                    floor.add(floor.next(EventType.CONTACT_DEQUEUED).reason("timeout"));
                case CALLBACK ->
                    floor.add(floor.next(EventType.CONTACT_DEQUEUED).reason("callback"));
                case OPEN -> {}
            }
            if (call.close != NEVER) floor.at(call.close).closed("resolved");
        }
        for (int i = 0; i < chats.size(); i++) {
            Chat chat = chats.get(i);
            floor.chat("chat" + i).at(chat.entry).enqueued(chat.queue);
            if (chat.message != NEVER) floor.at(chat.message).customer();
            if (chat.accept != NEVER) floor.at(chat.accept).accepted("bert");
            if (chat.reply != NEVER) floor.at(chat.reply).reply("bert");
            if (chat.close != NEVER) floor.at(chat.close).closed("unresolved");
        }
        return new ArrayList<>(floor.events());
    }

    private void check(Board board, long now) {
        long midnight = now < Floor.time("00:00:00") ? Floor.time("00:00:00") - 86_400_000 : Floor.time("00:00:00");
        for (Window window : Window.values()) {
            long start =
                    window == Window.TODAY ? midnight : (Math.floorDiv(now, 60_000L) - window.minutes() + 1) * 60_000L;
            checkPlace(board.site(window).site().window(), start, now, null);
            for (int q = 0; q < 3; q++) {
                String queue = "q" + q;
                WindowFigures figures = board.queue(queue).windows().get(window.wireName());
                checkPlace(java.util.Objects.requireNonNull(figures), start, now, queue);
            }
        }
        checkNow(board, now);
    }

    private long countCalls(
            @Nullable String queue, long from, long now, ToLongFunction<Call> at, Predicate<Call> which) {
        return calls.stream()
                .filter(c -> queue == null || c.queue.equals(queue))
                .filter(c -> at.applyAsLong(c) >= from && at.applyAsLong(c) <= now)
                .filter(which)
                .count();
    }

    private long countChats(
            @Nullable String queue, long from, long now, ToLongFunction<Chat> at, Predicate<Chat> which) {
        return chats.stream()
                .filter(c -> queue == null || c.queue.equals(queue))
                .filter(c -> at.applyAsLong(c) >= from && at.applyAsLong(c) <= now)
                .filter(which)
                .count();
    }

    /** A chat closed before anybody accepted is unserved. */
    private static long unservedAt(Chat chat) {
        return chat.accept == NEVER || chat.accept > chat.close ? chat.close : NEVER;
    }

    private static boolean isWithin(Call call) {
        return call.end - call.begin <= LIMIT;
    }

    private void checkPlace(WindowFigures figures, long from, long now, @Nullable String queue) {
        long answeredCalls = countCalls(queue, from, now, Call::end, c -> c.how == End.ANSWERED);
        long answeredChats = countChats(queue, from, now, Chat::accept, c -> true);
        long abandoned = countCalls(queue, from, now, Call::end, c -> c.how == End.ABANDONED);
        long shorts = countCalls(queue, from, now, Call::end, c -> c.how == End.ABANDONED && c.end - c.begin < 5000);
        long unserved = countCalls(queue, from, now, Call::end, c -> c.how == End.UNSERVED)
                + countChats(queue, from, now, OracleTest::unservedAt, c -> true);
        long lateCallbacks = countCalls(queue, from, now, Call::end, c -> c.how == End.CALLBACK && !isWithin(c));
        assertThat(figures.offered())
                .isEqualTo(countCalls(queue, from, now, Call::begin, c -> true)
                        + countChats(queue, from, now, Chat::entry, c -> true));
        assertThat(figures.answered()).isEqualTo(answeredCalls + answeredChats);
        assertThat(figures.abandoned()).isEqualTo(abandoned);
        assertThat(figures.shortAbandons()).isEqualTo(shorts);
        assertThat(figures.unserved()).isEqualTo(unserved);
        assertThat(figures.serviceLevel())
                .isEqualTo(new Ratio(
                        countCalls(queue, from, now, Call::end, c -> c.how == End.ANSWERED && isWithin(c))
                                + countChats(queue, from, now, Chat::accept, c -> c.accept - c.entry <= LIMIT),
                        answeredCalls + answeredChats + abandoned - shorts + unserved + lateCallbacks));
        checkFirstResponse(figures, from, now, queue);
    }

    private void checkFirstResponse(WindowFigures figures, long from, long now, @Nullable String queue) {
        // On voice, begin of the entry to the accept.
        long voiceHits = countCalls(queue, from, now, Call::end, c -> c.how == End.ANSWERED && isWithin(c));
        long voiceMisses = countCalls(queue, from, now - 1, c -> c.begin + LIMIT, c -> !isWithin(c));
        long chatHits = countChats(queue, from, now, Chat::reply, c -> c.reply - c.start() <= LIMIT);
        long chatMisses = countChats(
                queue,
                from,
                now - 1,
                c -> c.message == NEVER ? NEVER : c.start() + LIMIT,
                c -> Math.min(c.reply, c.close) - c.start() > LIMIT);
        assertThat(figures.firstResponseWithin())
                .isEqualTo(new Ratio(voiceHits + chatHits, voiceHits + chatHits + voiceMisses + chatMisses));
    }

    private void checkNow(Board board, long now) {
        List<Long> begins = new ArrayList<>();
        long unconfirmed = 0;
        for (Call call : calls) {
            if (call.begin > now || call.end <= now) continue;
            if (now - call.begin > 2 * 3_600_000L) unconfirmed++;
            else begins.add(call.begin);
        }
        for (Call call : calls) {
            boolean inService = call.how == End.ANSWERED && call.end <= now && call.close > now;
            if (inService && now - call.end > 4 * 3_600_000L) unconfirmed++;
        }
        for (Chat chat : chats) {
            if (chat.entry > now || Math.min(chat.accept, chat.close) <= now) continue;
            long last = chat.message <= now ? Math.max(chat.message, chat.entry) : chat.entry;
            if (now - last > 2 * 3_600_000L) unconfirmed++;
            else begins.add(chat.entry);
        }
        NowFigures figures = board.site(Window.TODAY).site().now();
        long sum = begins.stream().mapToLong(b -> now - b).sum();
        Instant longest =
                begins.stream().min(Long::compare).map(Instant::ofEpochMilli).orElse(null);
        assertThat(figures.queueLength()).isEqualTo(begins.size());
        assertThat(figures.longestWaitSinceAt()).isEqualTo(longest);
        assertThat(figures.meanCurrentWaitSeconds()).isEqualTo(new Mean(sum / 1000.0, begins.size()));
        assertThat(figures.unconfirmed()).isEqualTo(unconfirmed);
    }
}
