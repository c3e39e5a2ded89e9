package io.qingting.importing.domain;

import io.qingting.event.domain.EventType;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link LogMapping} of a mapping file's tree (maps, lists and texts; every scalar is text). All problems are found
 * in one run, each with its key, the reason and the remedy.
 */
public final class MappingReader {
    private final List<MappingProblem> problems = new ArrayList<>();
    private final MappingValues values = new MappingValues();
    private final Map<String, TimeRule> times = new LinkedHashMap<>();

    private MappingReader() {}

    /** Throws {@link InvalidMappingException}. */
    public static LogMapping read(@Nullable Object tree) {
        return new MappingReader().mapping(tree);
    }

    private LogMapping mapping(@Nullable Object tree) {
        MappingNode root = new MappingNode("", tree, problems);
        if (!root.isMap()) root.problem("is empty or no group of keys", "Start with \"name: my-log\"");
        String name = name(root.get("name"));
        ZoneId zone = zone(root.get("zone"));
        boolean pseudonyms = root.get("agentPseudonyms").bool(false);
        LogMapping.Format format = format(root.get("format"));
        List<LogMapping.Skip> skips =
                root.get("skip").items().stream().map(this::skip).toList();
        root.get("times").entries().forEach((key, node) -> times.put(key, time(key, node)));
        if (times.isEmpty())
            root.get("times").problem("names no instant", "Name at least one, and use it as an event's \"at\"");
        Map<Field, ValueRule> shared = fields(root.get("fields"));
        List<EventRule> events =
                root.get("events").items().stream().map(n -> event(n, shared)).toList();
        if (events.isEmpty()) root.get("events").problem("lists no event", "List at least one with type and at");
        root.refuseOtherKeys();
        if (!problems.isEmpty()) throw new InvalidMappingException(problems);
        return new LogMapping(name, zone, pseudonyms, format, skips, times, events);
    }

    private static String name(MappingNode node) {
        String name = node.required("Give the log a short name such as my-log");
        if (!name.isEmpty() && !name.matches("[a-z0-9][a-z0-9._-]{0,62}"))
            node.problem(
                    "is \"" + name + "\"",
                    "Use 1 to 63 of a-z, 0-9, dot, dash and underscore, a letter or digit first");
        return name;
    }

    private static ZoneId zone(MappingNode node) {
        String zone = node.required("Name the zone of the log's local times, such as Asia/Shanghai");
        try {
            return zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException e) {
            node.problem("is \"" + zone + "\", which is no time zone", "Write a name such as Asia/Shanghai");
            return ZoneOffset.UTC;
        }
    }

    private static LogMapping.Format format(MappingNode node) {
        char delimiter = character(node.get("delimiter"), "comma");
        char quote = character(node.get("quote"), "\"");
        String charset = charset(node.get("charset"));
        boolean header = node.get("header").bool(true);
        List<String> columns = node.get("columns").texts();
        if (header && !columns.isEmpty())
            node.get("columns").problem("stands beside a header", "Leave it out, or write header: false");
        if (!header && columns.isEmpty())
            node.get("columns").problem("is missing", "Without a header the columns must be named here, in order");
        if (delimiter == quote)
            node.problem("has the same delimiter and quote", "Write quote: none where nothing is quoted");
        if (node.isPresent()) node.refuseOtherKeys();
        return new LogMapping.Format(delimiter, quote, charset, header, columns);
    }

    private static char character(MappingNode node, String otherwise) {
        String text = node.text(otherwise);
        return switch (text) {
            case "tab" -> '\t';
            case "comma" -> ',';
            case "semicolon" -> ';';
            case "pipe" -> '|';
            case "none" -> '\0';
            default -> {
                if (text.length() != 1 || text.charAt(0) < ' ')
                    node.problem(
                            "is \"" + text + "\"",
                            "Write tab, comma, semicolon, pipe, none or one printable character");
                yield text.charAt(0);
            }
        };
    }

    private static String charset(MappingNode node) {
        String charset = node.text("UTF-8");
        try {
            if (Charset.isSupported(charset) && Charset.forName(charset).canEncode()) return charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            // reported below like a charset that this Java does not have
        }
        node.problem("is \"" + charset + "\", which is no character set here", "Write UTF-8, GB18030 or another name");
        return "UTF-8";
    }

    private LogMapping.Skip skip(MappingNode node) {
        String reason = node.get("reason").required("Say in a few words why these rows are left out");
        if (!node.get("when").isPresent())
            node.get("when").problem("is missing", "Name the column and the value of the rows to skip");
        Condition when = values.condition(node.get("when"));
        node.refuseOtherKeys();
        return new LogMapping.Skip(reason, when);
    }

    private TimeRule time(String name, MappingNode node) {
        List<TimeRule.Alternative> alternatives = new ArrayList<>();
        if (!node.isPresent()) node.problem("is empty", "Say from which column it is read");
        for (MappingNode item : node.items()) alternatives.add(alternative(item));
        return new TimeRule(name, alternatives);
    }

    private TimeRule.Alternative alternative(MappingNode node) {
        Condition when = values.condition(node.get("when"));
        TimeRule.Origin origin = origin(node);
        ValueRule plus = length(node.get("plus"));
        ValueRule minus = length(node.get("minus"));
        node.refuseOtherKeys();
        return new TimeRule.Alternative(when, origin, plus, minus);
    }

    private TimeRule.Origin origin(MappingNode node) {
        List<String> given = List.of("column", "columns", "at", "latest", "earliest").stream()
                .filter(k -> node.get(k).isPresent())
                .toList();
        if (given.size() != 1) {
            node.problem(
                    given.isEmpty() ? "says not where it begins" : "begins at " + String.join(" and ", given),
                    "Write exactly one of column, columns, at, latest, earliest");
            return new TimeRule.Origin.Latest(List.of());
        }
        return switch (given.get(0)) {
            case "at" -> new TimeRule.Origin.Named(declared(node.get("at")));
            case "latest" -> new TimeRule.Origin.Latest(declaredAll(node.get("latest")));
            case "earliest" -> new TimeRule.Origin.Earliest(declaredAll(node.get("earliest")));
            default -> columns(node);
        };
    }

    private TimeRule.Origin columns(MappingNode node) {
        List<String> columns = new ArrayList<>(node.get("column").texts());
        columns.addAll(node.get("columns").texts());
        MappingNode format = node.get("format");
        String pattern =
                format.required("Say how the time is written, such as \"yyyy-MM-dd HH:mm:ss\", iso or epochSeconds");
        TimeFormat timeFormat = TimeFormat.of("iso");
        try {
            if (!pattern.isEmpty()) timeFormat = TimeFormat.of(pattern);
        } catch (IllegalArgumentException e) {
            format.problem(
                    "is \"" + pattern + "\", which is no pattern",
                    "Use y M d H m s as in \"yyyy-MM-dd HH:mm:ss\", and quote other letters");
        }
        List<Condition.Check> none = values.checks(node.get("none"));
        MappingNode next = node.get("nextDay");
        if (!next.isPresent()) return new TimeRule.Origin.Columns(columns, none, timeFormat, null, 0);
        String reference = declared(next.get("before"));
        double hours = next.get("hours").number(12);
        if (hours < 0 || hours > 24) next.get("hours").problem("is outside 0 … 24", "Usual is 12");
        next.refuseOtherKeys();
        return new TimeRule.Origin.Columns(columns, none, timeFormat, reference, hours);
    }

    private List<String> declaredAll(MappingNode node) {
        return node.items().stream().map(this::declared).toList();
    }

    /** An instant that stands above in the file: so no two can refer to each other. */
    private String declared(MappingNode node) {
        String name = node.required("Name one of times: " + String.join(", ", times.keySet()));
        if (!name.isEmpty() && !times.containsKey(name))
            node.problem(
                    "refers to \"" + name + "\", which is not declared above",
                    times.isEmpty() ? "Declare it first under times" : MappingNode.suggestion(name, times.keySet()));
        return name;
    }

    private @Nullable ValueRule length(MappingNode node) {
        if (!node.isPresent()) return null;
        return values.value(node, true);
    }

    private Map<Field, ValueRule> fields(MappingNode node) {
        Map<Field, ValueRule> fields = new LinkedHashMap<>();
        node.entries()
                .forEach((name, below) -> Field.named(name)
                        .ifPresentOrElse(
                                field -> fields.put(field, values.field(field, below)),
                                () -> below.problem(
                                        "is no field of an event", MappingNode.suggestion(name, Field.names()))));
        return fields;
    }

    private EventRule event(MappingNode node, Map<Field, ValueRule> shared) {
        MappingNode typeNode = node.get("type");
        String typeName = typeNode.required("Write an event type such as contact.enqueued");
        EventType type = EventType.ofWireName(typeName).orElse(EventType.CONTACT_OFFERED);
        if (!typeName.isEmpty() && !type.wireName().equals(typeName))
            typeNode.problem(
                    "is \"" + typeName + "\", which is no event type", MappingNode.suggestion(typeName, types()));
        if (type.subject() == EventType.Subject.MEASURE)
            typeNode.problem("cannot be imported", "A log gives events of contacts, agents and the source");
        String at = declared(node.get("at"));
        Condition when = values.condition(node.get("when"));
        Map<Field, ValueRule> fields = new LinkedHashMap<>(shared);
        fields.putAll(fields(node.get("fields")));
        List<String> identity = node.get("identity").texts();
        node.refuseOtherKeys();
        requireSubject(node, type, fields);
        return new EventRule(type, at, when, fields, identity);
    }

    private static void requireSubject(MappingNode node, EventType type, Map<Field, ValueRule> fields) {
        Set<String> names = new LinkedHashSet<>();
        fields.keySet().forEach(f -> names.add(f.name()));
        if (type.subject() == EventType.Subject.CONTACT) {
            for (String name : List.of("contactId", "channel"))
                if (!names.contains(name))
                    node.get("fields")
                            .problem("has no " + name, "Events of contacts need it: add it there or under fields");
        } else if (type.subject() == EventType.Subject.AGENT && !names.contains("agentId"))
            node.get("fields").problem("has no agentId", "Events of agents need it: add it there or under fields");
    }

    private static Set<String> types() {
        Set<String> names = new TreeSet<>();
        for (EventType type : EventType.values()) names.add(type.wireName());
        return names;
    }
}
