package io.qingting.importing.domain;

import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How to read one kind of log: its format, its instants, and the events that a row gives. Valid if it exists;
 * {@link MappingReader} makes it from a mapping file, {@link RowMapper} applies it.
 *
 * @param name also names the source, {@code /connectors/{name}}
 * @param zone of local times in the log
 * @param agentPseudonyms screens show pseudonyms in place of the agents' ids
 * @param skips rows that give nothing, each with its reason; the first that fits counts
 * @param times named instants, in the order of their declaration
 */
public record LogMapping(
        String name,
        ZoneId zone,
        boolean agentPseudonyms,
        Format format,
        List<Skip> skips,
        Map<String, TimeRule> times,
        List<EventRule> events) {

    /**
     * How the file is written.
     *
     * @param quote null character: nothing is quoted
     * @param header the first row names the columns
     * @param columns names where there is no header, else empty
     */
    public record Format(char delimiter, char quote, String charset, boolean header, List<String> columns) {
        public Format {
            columns = List.copyOf(columns);
        }
    }

    /** Rows that give nothing, and why: the reason is counted in the summary. */
    public record Skip(String reason, Condition when) {}

    public LogMapping {
        skips = List.copyOf(skips);
        events = List.copyOf(events);
    }

    /** The CloudEvents source of all events. */
    public String source() {
        return "/connectors/" + name;
    }

    /** Columns the mapping reads that the file does not have, in order; empty: it fits the file. */
    public Collection<String> missingIn(Row.Columns columns) {
        Set<String> missing = new TreeSet<>(columnNames());
        missing.removeIf(columns::has);
        return missing;
    }

    private Set<String> columnNames() {
        Set<String> names = new LinkedHashSet<>();
        skips.forEach(s -> s.when().columns().forEach(names::add));
        times.values()
                .forEach(t -> t.alternatives().forEach(a -> a.columnNames().forEach(names::add)));
        events.forEach(e -> Stream.of(
                        e.when().columns(),
                        e.identity().stream(),
                        e.fields().values().stream().flatMap(ValueRule::columnNames))
                .flatMap(s -> s)
                .forEach(names::add));
        return names;
    }
}
