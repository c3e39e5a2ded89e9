package io.qingting.importing.app;

import io.qingting.event.domain.CanonicalEvent;
import io.qingting.importing.domain.LogMapping;
import io.qingting.importing.domain.Row;
import io.qingting.importing.domain.RowMapper;
import io.qingting.importing.domain.RowOutcome;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Files of a log, read by their mapping into events in order of time. Reads all rows first (rows of a log are rarely in
 * order), in bounded memory; close it to remove its temporary files.
 */
public final class MappedLog implements AutoCloseable {
    private final EventSort sort;
    private final ReadSummary.Counter counter = new ReadSummary.Counter();

    private MappedLog(int inMemory) {
        this.sort = new EventSort(inMemory);
    }

    /**
     * Reads the files.
     *
     * @param progress receives the number of bytes read of all files so far
     */
    public static MappedLog read(List<Path> files, LogMapping mapping, LongConsumer progress) {
        return read(files, mapping, progress, EventSort.IN_MEMORY);
    }

    static MappedLog read(List<Path> files, LogMapping mapping, LongConsumer progress, int inMemory) {
        MappedLog log = new MappedLog(inMemory);
        try {
            RowMapper mapper = new RowMapper(mapping);
            long[] bytes = new long[files.size()];
            for (int i = 0; i < files.size(); i++) {
                int file = i;
                new LogFile(files.get(i), mapping)
                        .read(
                                read -> {
                                    bytes[file] = read;
                                    long all = 0;
                                    for (long b : bytes) all += b;
                                    progress.accept(all);
                                },
                                row -> log.take(mapper, row, file));
            }
            return log;
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    private void take(RowMapper mapper, Row row, int file) {
        counter.row();
        switch (mapper.map(row)) {
            case RowOutcome.Skipped(String reason) -> counter.skipped(reason);
            case RowOutcome.Refused(String reason) -> counter.refused(file, row.line(), reason);
            case RowOutcome.Events(List<CanonicalEvent> events) -> {
                for (CanonicalEvent event : events) {
                    counter.event(event);
                    sort.add(new MappedEvent(event, file, row.line()));
                }
            }
        }
    }

    public ReadSummary summary() {
        return counter.summary();
    }

    /** All events in order of time; to be read once. */
    public Iterator<MappedEvent> events() {
        return sort.sorted();
    }

    @Override
    public void close() {
        sort.close();
    }
}
