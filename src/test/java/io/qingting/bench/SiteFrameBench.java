package io.qingting.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.qingting.board.domain.Board;
import io.qingting.board.domain.BoardConfig;
import io.qingting.board.domain.Window;
import io.qingting.event.domain.Event;
import io.qingting.fixture.Floor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The site's figures of 100 queues, built and written as JSON. The socket's writer leaves zeros out, so this writes more than
 * a frame holds.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SiteFrameBench {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private Board board = new Board(BoardConfig.defaults(Floor.ZONE), Floor.time("09:00:00"));

    @Setup
    public void floor() {
        board.apply(BoardBench.agents(), Map.of());
        List<Event> events = BoardBench.events(100_000);
        board.advance(events.getLast().at());
        board.apply(events, Map.of());
    }

    @Benchmark
    public byte[] siteFrame() throws JsonProcessingException {
        return JSON.writeValueAsBytes(board.site(Window.THIRTY_MINUTES));
    }
}
