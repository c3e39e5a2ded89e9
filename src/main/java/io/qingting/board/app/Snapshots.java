package io.qingting.board.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.smile.SmileFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.qingting.board.domain.Board;
import io.qingting.board.domain.BoardConfig;
import io.qingting.board.domain.BoardSnapshot;
import io.qingting.event.app.EventHistory;
import io.qingting.event.domain.LogPosition;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jboss.logging.Logger;

/**
 * The saved board: one row, the newest of any instance. Only ever saves time; a board that cannot be saved or read is made
 * anew from the log.
 */
@ApplicationScoped
class Snapshots {
    private static final Logger LOG = Logger.getLogger(Snapshots.class);
    private static final ObjectMapper SMILE = new ObjectMapper(new SmileFactory()).registerModule(new JavaTimeModule());

    private final Pool pool;
    private final EventHistory history;
    private final AtomicBoolean saving = new AtomicBoolean();

    Snapshots(Pool pool, EventHistory history) {
        this.pool = pool;
        this.history = history;
    }

    /** A board as it was saved, and where in the log it stands. */
    record Saved(Board board, LogPosition reached) {}

    /** The saved board; empty where there is none, or one of another format or configuration, or of a time still to come. */
    Uni<Optional<Saved>> load(BoardConfig config, long configVersion, long now) {
        return pool.preparedQuery("""
                        select position, recorded_at, state from board_snapshot
                        where format = $1 and config_version = $2 and taken_at <= $3""")
                .execute(Tuple.of(BoardSnapshot.FORMAT, configVersion, timestamp(now)))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().item(Optional.<Saved>empty())
                        : restore(config, rows.iterator().next()).map(Optional::of))
                .onFailure(fault -> fault instanceof UncheckedIOException || fault instanceof IllegalArgumentException)
                .recoverWithItem(fault -> {
                    LOG.warn("The saved board cannot be read; it is made anew from the log", fault);
                    return Optional.empty();
                });
    }

    private Uni<Saved> restore(BoardConfig config, Row row) {
        LogPosition reached = new LogPosition(
                row.getLong(0), row.getOffsetDateTime(1).toInstant().toEpochMilli());
        return Uni.createFrom()
                .item(() -> read(row.getBuffer(2).getDelegate()))
                .runSubscriptionOn(Infrastructure.getDefaultExecutor())
                .chain(snapshot -> history.of(snapshot.contacts(), snapshot.position())
                        .emitOn(Infrastructure.getDefaultExecutor())
                        .map(events -> new Saved(Board.restore(config, snapshot, events), reached)));
    }

    private static BoardSnapshot read(Buffer bytes) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes.getBytes()))) {
            return SMILE.readValue(in, BoardSnapshot.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the saved board is damaged", e);
        }
    }

    boolean isSaving() {
        return saving.get();
    }

    /** Saves in the background, unless the last save is still under way or another instance saved a later board. */
    void save(BoardSnapshot snapshot, LogPosition reached, long configVersion) {
        if (!saving.compareAndSet(false, true)) return;
        Uni.createFrom()
                .item(() -> write(snapshot))
                .runSubscriptionOn(Infrastructure.getDefaultExecutor())
                .chain(bytes -> pool.preparedQuery("""
                                insert into board_snapshot as s
                                  (format, config_version, position, recorded_at, taken_at, state)
                                values ($1, $2, $3, $4, $5, $6)
                                on conflict (only_row) do update set
                                  format = excluded.format, config_version = excluded.config_version,
                                  position = excluded.position, recorded_at = excluded.recorded_at,
                                  taken_at = excluded.taken_at, state = excluded.state
                                where s.position < excluded.position or s.format <> excluded.format
                                  or s.config_version <> excluded.config_version""").execute(Tuple.from(new Object[] {
                    snapshot.format(),
                    configVersion,
                    reached.position(),
                    timestamp(reached.recordedAt()),
                    timestamp(snapshot.now()),
                    bytes
                })))
                .onTermination()
                .invoke(() -> saving.set(false))
                .subscribe()
                .with(done -> {}, fault -> LOG.warnf("The board could not be saved: %s", fault.toString()));
    }

    private static Buffer write(BoardSnapshot snapshot) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_SPEED))) {
            SMILE.writeValue(out, snapshot);
        } catch (IOException e) {
            throw new UncheckedIOException("the board cannot be written", e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    private static OffsetDateTime timestamp(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).atOffset(ZoneOffset.UTC);
    }
}
