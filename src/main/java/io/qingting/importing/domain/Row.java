package io.qingting.importing.domain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One row of a log: values by the names of their columns, without the blanks around them.
 *
 * @param line line in the file where the row begins, from 1
 */
public record Row(Columns columns, List<String> values, long line) {
    /** The names of a file's columns, in their order. */
    public record Columns(Map<String, Integer> places, int count) {
        public static Columns of(List<String> names) {
            Map<String, Integer> places = new HashMap<>();
            for (int i = 0; i < names.size(); i++)
                places.putIfAbsent(names.get(i).strip(), i);
            return new Columns(Map.copyOf(places), names.size());
        }

        public boolean has(String name) {
            return places.containsKey(name);
        }
    }

    /** The value of a column, empty where the row ends before it. The column must exist in the file. */
    public String value(String column) {
        Integer place = columns.places().get(column);
        if (place == null) throw new IllegalArgumentException("no column " + column);
        return place < values.size() ? values.get(place).strip() : "";
    }
}
