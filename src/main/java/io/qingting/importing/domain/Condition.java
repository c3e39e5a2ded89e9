package io.qingting.importing.domain;

import java.util.List;
import java.util.stream.Stream;

/** What must be true of a row: every test of a column holds. No tests: always true. */
public record Condition(List<Test> tests) {
    public static final Condition ALWAYS = new Condition(List.of());

    /** One column's value and what is asked of it; all checks must hold. */
    public record Test(String column, List<Check> checks) {
        public Test {
            checks = List.copyOf(checks);
        }
    }

    /** A question about one value. */
    public sealed interface Check {
        /** The value is one of these. */
        record Is(List<String> values) implements Check {}

        /** The value is none of these. */
        record Not(List<String> values) implements Check {}

        record StartsWith(List<String> prefixes) implements Check {}

        record Empty(boolean empty) implements Check {}

        /** The value is a number greater than this. */
        record Above(double bound) implements Check {}

        /** The value is a number less than this. */
        record Below(double bound) implements Check {}

        default boolean holds(String value) {
            return switch (this) {
                case Is(List<String> values) -> values.contains(value);
                case Not(List<String> values) -> !values.contains(value);
                case StartsWith(List<String> prefixes) -> prefixes.stream().anyMatch(value::startsWith);
                case Empty(boolean empty) -> value.isEmpty() == empty;
                case Above(double bound) -> number(value) > bound;
                case Below(double bound) -> number(value) < bound;
            };
        }

        /** NaN where the value is no number: then neither above nor below holds. */
        private static double number(String value) {
            try {
                return Double.parseDouble(value);
            } catch (NumberFormatException e) {
                return Double.NaN;
            }
        }
    }

    public Condition {
        tests = List.copyOf(tests);
    }

    public boolean holds(Row row) {
        for (Test test : tests) {
            String value = row.value(test.column());
            for (Check check : test.checks()) if (!check.holds(value)) return false;
        }
        return true;
    }

    Stream<String> columns() {
        return tests.stream().map(Test::column);
    }
}
