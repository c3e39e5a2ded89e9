package io.qingting.importing.app;

import io.qingting.event.domain.CanonicalEvent;
import java.util.Comparator;

/**
 * An event and where it stood.
 *
 * @param file index in the list of files
 * @param line line in that file, from 1
 */
public record MappedEvent(CanonicalEvent event, int file, long line) {
    static final Comparator<MappedEvent> BY_TIME = Comparator.comparing(MappedEvent::event, CanonicalEvent.BY_TIME)
            .thenComparingInt(MappedEvent::file)
            .thenComparingLong(MappedEvent::line);
}
