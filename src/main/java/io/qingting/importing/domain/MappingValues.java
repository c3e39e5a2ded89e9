package io.qingting.importing.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads the small parts of a mapping: conditions, checks of a value, and where a field's text comes from. */
final class MappingValues {
    /** {@code when}: columns, each with a value, a list of values or a group of checks; all must hold. */
    Condition condition(MappingNode node) {
        List<Condition.Test> tests = new ArrayList<>();
        node.entries().forEach((column, below) -> {
            List<Condition.Check> checks = checks(below);
            if (checks.isEmpty()) below.problem("asks nothing", "Write a value, or \"{empty: true}\" for no value");
            tests.add(new Condition.Test(column, checks));
        });
        return new Condition(tests);
    }

    /** A value, a list of values, or a group of is, not, startsWith, empty, above, below; absent: none. */
    List<Condition.Check> checks(MappingNode node) {
        if (!node.isPresent()) return List.of();
        if (!node.isMap()) return List.of(new Condition.Check.Is(node.texts()));
        List<Condition.Check> checks = new ArrayList<>();
        if (node.get("is").isPresent())
            checks.add(new Condition.Check.Is(node.get("is").texts()));
        if (node.get("not").isPresent())
            checks.add(new Condition.Check.Not(node.get("not").texts()));
        if (node.get("startsWith").isPresent())
            checks.add(new Condition.Check.StartsWith(node.get("startsWith").texts()));
        if (node.get("empty").isPresent())
            checks.add(new Condition.Check.Empty(node.get("empty").bool(true)));
        if (node.get("above").isPresent())
            checks.add(new Condition.Check.Above(node.get("above").number(0)));
        if (node.get("below").isPresent())
            checks.add(new Condition.Check.Below(node.get("below").number(0)));
        node.refuseOtherKeys();
        return checks;
    }

    /** A field; constants are tried at once, so that a wrong one is a problem of the mapping and not of every row. */
    ValueRule field(Field field, MappingNode node) {
        ValueRule rule = value(node, field.kind() == Field.Kind.LENGTH);
        List<String> fixed = new ArrayList<>(rule.map().values());
        if (rule.constant() != null) fixed.add(rule.constant());
        if (rule.otherwise() != null) fixed.add(rule.otherwise());
        for (String text : fixed) {
            try {
                field.value(text, rule.unit());
            } catch (UnreadableRowException e) {
                node.problem("gives a value that the field cannot hold: " + e.getMessage(), "Write another value");
            }
        }
        return rule;
    }

    /** A column's name, or a group of value or column(s), separator, none, map, otherwise, unit. */
    ValueRule value(MappingNode node, boolean isLength) {
        if (!node.isPresent()) node.problem("is empty", "Name a column, or write {value: …} for a constant");
        if (!node.isMap()) {
            if (isLength) node.problem("has no unit", "Write {column: …, unit: seconds}");
            String column = node.text("");
            return new ValueRule(null, List.of(column), "", List.of(), Map.of(), null, LengthUnit.SECONDS);
        }
        String constant = node.get("value").isPresent() ? node.get("value").text("") : null;
        List<String> columns = new ArrayList<>(node.get("column").texts());
        columns.addAll(node.get("columns").texts());
        if ((constant == null) == columns.isEmpty())
            node.problem(
                    constant == null ? "names neither value nor column" : "names both value and column",
                    "Write one of value, column, columns");
        String separator = node.get("separator").text("-");
        List<Condition.Check> none = checks(node.get("none"));
        Map<String, String> map = new TreeMap<>();
        node.get("map").entries().forEach((from, to) -> map.put(from, to.text("")));
        String otherwise =
                node.get("otherwise").isPresent() ? node.get("otherwise").text("") : null;
        LengthUnit unit = isLength ? unit(node.get("unit")) : LengthUnit.SECONDS;
        node.refuseOtherKeys();
        return new ValueRule(constant, columns, separator, none, map, otherwise, unit);
    }

    private static LengthUnit unit(MappingNode node) {
        String unit = node.required("Write milliseconds, seconds, minutes, hours or clock (h:mm:ss)");
        for (LengthUnit known : LengthUnit.values())
            if (known.name().toLowerCase(Locale.ROOT).equals(unit)) return known;
        if (!unit.isEmpty())
            node.problem("is \"" + unit + "\"", "Write milliseconds, seconds, minutes, hours or clock (h:mm:ss)");
        return LengthUnit.SECONDS;
    }
}
