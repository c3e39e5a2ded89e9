package io.qingting.importing.domain;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a field's text comes from: a constant, or one or several columns.
 *
 * @param constant the same for every row; null: columns are read
 * @param columns joined by {@code separator}; the field is absent where all are empty
 * @param none values that mean "nothing"
 * @param map the log's words to ours; a word that is not in it becomes {@code otherwise}, where that is given, else stays
 * @param otherwise null: none
 * @param unit of a length of time; ignored by other fields
 */
public record ValueRule(
        @Nullable String constant,
        List<String> columns,
        String separator,
        List<Condition.Check> none,
        Map<String, String> map,
        @Nullable String otherwise,
        LengthUnit unit) {
    public ValueRule {
        columns = List.copyOf(columns);
        none = List.copyOf(none);
        map = Map.copyOf(map);
    }

    /** The field's text in this row; null: absent. */
    @Nullable
    String text(Row row) {
        if (constant != null) return constant;
        String raw = columns.size() == 1
                ? row.value(columns.get(0))
                : columns.stream().map(row::value).collect(Collectors.joining(separator));
        if (columns.stream().allMatch(c -> row.value(c).isEmpty())) return otherwise;
        for (Condition.Check check : none) if (check.holds(raw)) return null;
        String mapped = map.get(raw);
        if (mapped != null) return mapped;
        return otherwise != null ? otherwise : raw;
    }

    /** A length of time in milliseconds; null: absent. */
    @Nullable
    Long millis(Row row, String what) throws UnreadableRowException {
        String text = text(row);
        return text == null ? null : unit.millis(text, what);
    }

    Stream<String> columnNames() {
        return columns.stream();
    }
}
