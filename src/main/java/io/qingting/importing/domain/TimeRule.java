package io.qingting.importing.domain;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A named instant of a row: the first alternative that gives one. Refers only to instants named above it. */
public record TimeRule(String name, List<Alternative> alternatives) {
    public TimeRule {
        alternatives = List.copyOf(alternatives);
    }

    /**
     * One way to get the instant.
     *
     * @param when rows for which this way is taken
     * @param origin where it begins
     * @param plus added to it; null: nothing
     * @param minus taken from it; null: nothing
     */
    public record Alternative(
            Condition when,
            Origin origin,
            @Nullable ValueRule plus,
            @Nullable ValueRule minus) {
        Stream<String> columnNames() {
            Stream<String> own = origin instanceof Origin.Columns c ? c.columns().stream() : Stream.empty();
            return Stream.of(
                            when.columns(),
                            own,
                            plus == null ? Stream.<String>empty() : plus.columnNames(),
                            minus == null ? Stream.<String>empty() : minus.columnNames())
                    .flatMap(s -> s);
        }
    }

    /** Where an instant begins. */
    public sealed interface Origin {
        /**
         * Date and time as the log writes them.
         *
         * @param columns joined by a blank; the last decides whether there is a time at all
         * @param none values of the last column that mean "no time"
         * @param format how they are written
         * @param dayAfter name of an instant: a time more than {@code hours} before it on the clock is the next day's; null: no such rule
         * @param hours 0 … 24
         */
        record Columns(
                List<String> columns,
                List<Condition.Check> none,
                TimeFormat format,
                @Nullable String dayAfter,
                double hours)
                implements Origin {
            public Columns {
                columns = List.copyOf(columns);
                none = List.copyOf(none);
            }
        }

        /** An instant named above. */
        record Named(String name) implements Origin {}

        /** The latest of those named above that there are. */
        record Latest(List<String> names) implements Origin {}

        /** The earliest of those named above that there are. */
        record Earliest(List<String> names) implements Origin {}
    }
}
