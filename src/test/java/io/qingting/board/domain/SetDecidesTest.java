package io.qingting.board.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.qingting.event.domain.Event;
import io.qingting.fixture.Floor;
import io.qingting.fixture.FloorDay;
import io.qingting.fixture.MemoryLog;
import io.qingting.kernel.ContactKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** The set decides, not the order: any order, batches and repetitions, any stops, and the board is the same. */
class SetDecidesTest {
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
    private static final long FROM = Floor.time("00:00:00") - 90 * 60_000;

    private static BoardConfig config(int idleContacts) {
        BoardConfig d = BoardConfig.defaults(Floor.ZONE);
        return new BoardConfig(
                d.zone(),
                0,
                30_000,
                30_000,
                30_000,
                5_000,
                600_000,
                900_000,
                1_200_000,
                2_400_000,
                2_400_000,
                3_600_000,
                new ScoreSettings(35, 20, 15, 15, 15, 20, 2, 1, 1, 1, 1),
                Map.of("a1", "t9"),
                100_000,
                100_000,
                idleContacts);
    }

    private static Map<String, @Nullable Object> atOnce(List<Event> events, long now) {
        Board board = new Board(config(100_000), FROM);
        board.advance(now);
        new MemoryLog().feed(board, events);
        return Readings.of(board);
    }

    /** In pieces: shuffled, repeated, some ahead of now, the clock moving between batches. */
    private static Map<String, @Nullable Object> inPieces(
            List<Event> events, long now, Random random, boolean withStops) {
        List<Event> shuffled = new ArrayList<>(events);
        for (int i = 0; i < events.size() / 5; i++) shuffled.add(events.get(random.nextInt(events.size())));
        if (random.nextInt(3) == 0) shuffled.sort(java.util.Comparator.comparingLong(Event::at));
        else Collections.shuffle(shuffled, random);
        MemoryLog log = new MemoryLog();
        BoardConfig config = config(random.nextInt(3) * 5);
        Board board = new Board(config, FROM);
        for (int i = 0; i < shuffled.size(); ) {
            int size = 1 + random.nextInt(1 + random.nextInt(40));
            List<Event> batch = shuffled.subList(i, Math.min(shuffled.size(), i + size));
            log.feed(board, batch);
            i += size;
            if (random.nextInt(4) == 0) {
                board.advance(Math.min(now, board.now() + random.nextInt(20 * 60_000)));
            }
            if (withStops && random.nextInt(6) == 0) board = stopAndGoOn(board, config, log);
        }
        board.advance(now);
        return Readings.of(board);
    }

    private static Board stopAndGoOn(Board board, BoardConfig config, MemoryLog log) {
        try {
            BoardSnapshot snapshot = JSON.readValue(JSON.writeValueAsBytes(board.snapshot()), BoardSnapshot.class);
            Map<ContactKey, List<Event>> history =
                    log.history(new HashSet<>(snapshot.contacts()), snapshot.position() + 1);
            return Board.restore(config, snapshot, history);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void check(long seed, int contacts, boolean withNonsense, boolean withStops) {
        Random random = new Random(seed);
        long to = FROM + (30 + random.nextInt(150)) * 60_000L;
        List<Event> events = FloorDay.of(seed, FROM, to, contacts, withNonsense);
        long now = FROM + random.nextInt(240) * 60_000L + random.nextInt(120_000);
        assertThat(Readings.difference(inPieces(events, now, random, withStops), atOnce(events, now)))
                .isEmpty();
    }

    @Property(tries = 1000)
    void anyOrderBatchesAndRepetitionsGiveTheSameBoard(@ForAll long seed) {
        check(seed, 12, false, false);
    }

    @Property(tries = 1000)
    void eventsThatMakeNoSenseAreTheSameInAnyOrder(@ForAll long seed) {
        check(seed, 8, true, false);
    }

    @Property(tries = 300)
    void aBoardThatStopsAndGoesOnAnywhereIsOneThatNeverStopped(@ForAll long seed) throws JsonProcessingException {
        check(seed, 10, true, true);
    }
}
