package io.qingting.importing.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place in a mapping's tree of maps, lists and texts, with its path. Reading it notes what is wrong and goes on with a
 * harmless value, so that one run shows all problems. A key that nobody asked for is a problem of its own.
 */
final class MappingNode {
    private final String path;
    private final @Nullable Object value;
    private final List<MappingProblem> problems;
    private final Set<String> asked = new LinkedHashSet<>();

    MappingNode(String path, @Nullable Object value, List<MappingProblem> problems) {
        this.path = path;
        this.value = value;
        this.problems = problems;
    }

    void problem(String reason, String remedy) {
        problems.add(new MappingProblem(path, reason, remedy));
    }

    String path() {
        return path;
    }

    boolean isMap() {
        return value instanceof Map<?, ?>;
    }

    boolean isList() {
        return value instanceof List<?>;
    }

    boolean isPresent() {
        return value != null && !"".equals(value);
    }

    /** The node below a key; it may be absent. */
    MappingNode get(String key) {
        asked.add(key);
        Object below = value instanceof Map<?, ?> map ? map.get(key) : null;
        return new MappingNode(path.isEmpty() ? key : path + '.' + key, below, problems);
    }

    /** Every entry of a map whose keys are the writer's own. */
    Map<String, MappingNode> entries() {
        Map<String, MappingNode> entries = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map)
            for (Object key : map.keySet()) entries.put(key.toString(), get(key.toString()));
        else if (isPresent()) problem("must be a group of keys", "Write one \"name: …\" a line below it");
        return entries;
    }

    /** The members of a list; anything else is a list of one. */
    List<MappingNode> items() {
        if (!isPresent()) return List.of();
        if (!(value instanceof List<?> list)) return List.of(this);
        List<MappingNode> items = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) items.add(new MappingNode(path + '[' + i + ']', list.get(i), problems));
        return items;
    }

    String text(String otherwise) {
        if (!isPresent()) return otherwise;
        if (value instanceof String text) return text;
        problem("must be one text", "Write a single value here");
        return otherwise;
    }

    String required(String remedy) {
        if (isPresent()) return text("");
        problem("is missing", remedy);
        return "";
    }

    List<String> texts() {
        return items().stream().map(item -> item.text("")).toList();
    }

    boolean bool(boolean otherwise) {
        String text = text(Boolean.toString(otherwise));
        if (text.equals("true")) return true;
        if (!text.equals("false")) problem("is \"" + text + "\", neither true nor false", "Write true or false");
        return false;
    }

    double number(double otherwise) {
        String text = text("");
        if (text.isEmpty()) return otherwise;
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) return number;
        } catch (NumberFormatException e) {
            // reported below together with NaN and infinity
        }
        problem("is \"" + text + "\", which is no number", "Write a number such as 12");
        return otherwise;
    }

    /** Notes keys that no one asked for, with the one most like it. */
    void refuseOtherKeys() {
        if (!(value instanceof Map<?, ?> map)) {
            if (isPresent()) problem("must be a group of keys", "Known here: " + String.join(", ", asked));
            return;
        }
        for (Object key : map.keySet())
            if (!asked.contains(key.toString()))
                problems.add(new MappingProblem(
                        path.isEmpty() ? key.toString() : path + '.' + key,
                        "is no key of a mapping",
                        suggestion(key.toString(), asked)));
    }

    static String suggestion(String word, Set<String> known) {
        String nearest = known.stream()
                .min(Comparator.comparingInt(k -> distance(word, k)))
                .orElse("");
        return distance(word, nearest) <= 2 ? "Did you mean " + nearest : "Known here: " + String.join(", ", known);
    }

    /** Levenshtein's edit distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
