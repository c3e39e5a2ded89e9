package io.qingting.importing.app;

import io.qingting.event.domain.CanonicalEvent;
import io.qingting.event.domain.EventType;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts any number of events in order of time in bounded memory: an external merge sort. Up to a limit they stay in
 * memory; above it, sorted runs go to temporary files that are merged while reading. For one thread: add all, then read
 * once, then close, which deletes the files.
 */
final class EventSort implements AutoCloseable {
    /** Events held in memory before a run is written: about 150 MB. */
    static final int IN_MEMORY = 250_000;
    /** Runs merged at a time; as many files are open. More are first merged into one. */
    private static final int MOST_RUNS = 200;

    private final int inMemory;
    private List<MappedEvent> held = new ArrayList<>();
    private final Deque<Path> runs = new ArrayDeque<>();
    private final List<RunReader> open = new ArrayList<>();
    private long size;

    EventSort(int inMemory) {
        this.inMemory = inMemory;
    }

    void add(MappedEvent event) {
        held.add(event);
        size++;
        if (held.size() >= inMemory) spill();
    }

    long size() {
        return size;
    }

    /** All events in order of time. */
    Iterator<MappedEvent> sorted() {
        held.sort(MappedEvent.BY_TIME);
        if (runs.isEmpty()) return held.iterator();
        if (!held.isEmpty()) spill();
        return merged(runs);
    }

    private void spill() {
        held.sort(MappedEvent.BY_TIME);
        runs.addLast(write(held.iterator()));
        held = new ArrayList<>();
        if (runs.size() < MOST_RUNS) return;
        List<Path> full = List.copyOf(runs);
        Path merged = write(merged(runs));
        full.forEach(EventSort::delete);
        runs.clear();
        runs.add(merged);
    }

    private static Path write(Iterator<MappedEvent> events) {
        try {
            Path run = Files.createTempFile("qingting-import-", ".run");
            Deflater fast = new Deflater(Deflater.BEST_SPEED);
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(
                    new DeflaterOutputStream(Files.newOutputStream(run), fast, 1 << 15), 1 << 16))) {
                while (events.hasNext()) write(events.next(), out);
            } finally {
                fast.end();
            }
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the log is too large to sort in memory, and no temporary file can be written", e);
        }
    }

    private static void write(MappedEvent mapped, DataOutputStream out) throws IOException {
        CanonicalEvent event = mapped.event();
        out.writeLong(event.at());
        out.writeShort(event.type().ordinal());
        out.writeUTF(event.id());
        out.writeUTF(event.subject() == null ? "" : event.subject());
        out.writeInt(mapped.file());
        out.writeLong(mapped.line());
        byte[] json = event.json().getBytes(StandardCharsets.UTF_8);
        out.writeInt(json.length);
        out.write(json);
    }

    private Iterator<MappedEvent> merged(Iterable<Path> files) {
        PriorityQueue<RunReader> heads =
                new PriorityQueue<>(Comparator.comparing(RunReader::head, MappedEvent.BY_TIME));
        for (Path file : files) {
            RunReader reader = new RunReader(file);
            open.add(reader);
            if (reader.advance()) heads.add(reader);
        }
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !heads.isEmpty();
            }

            @Override
            public MappedEvent next() {
                RunReader first = heads.remove();
                MappedEvent event = first.head();
                if (first.advance()) heads.add(first);
                return event;
            }
        };
    }

    @Override
    public void close() {
        open.forEach(RunReader::close);
        runs.forEach(EventSort::delete);
        runs.clear();
        held = List.of();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // a temporary file left behind harms nothing, and the import itself went well
        }
    }

    private static final class RunReader {
        private final DataInputStream in;
        private @Nullable MappedEvent head;

        RunReader(Path file) {
            try {
                in = new DataInputStream(
                        new BufferedInputStream(new InflaterInputStream(Files.newInputStream(file)), 1 << 15));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        MappedEvent head() {
            if (head == null) throw new NoSuchElementException();
            return head;
        }

        /** False at the end. */
        boolean advance() {
            try {
                head = read();
                return true;
            } catch (EOFException e) {
                head = null;
                close();
                return false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private MappedEvent read() throws IOException {
            long at = in.readLong();
            EventType type = EventType.values()[in.readShort()];
            String id = in.readUTF();
            String subject = in.readUTF();
            int file = in.readInt();
            long line = in.readLong();
            String json = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
            return new MappedEvent(
                    new CanonicalEvent(id, type, at, subject.isEmpty() ? null : subject, json), file, line);
        }

        void close() {
            try {
                in.close();
            } catch (IOException e) {
                // nothing was written through it
            }
        }
    }
}
