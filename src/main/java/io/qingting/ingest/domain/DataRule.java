package io.qingting.ingest.domain;

import io.qingting.event.domain.WireName;
import io.qingting.kernel.JsonText;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one field of {@code data} must be, and how it is written canonically: the same content gives the same text,
 * whatever order, spelling of numbers or zone of instants it was sent in. Refuses with a {@link RefusedException}.
 */
sealed interface DataRule {
    /** Longest id or name, in characters. */
    int SHORT_TEXT = 200;

    /** Longest text of any other kind, in characters. */
    int LONG_TEXT = 500;

    String name();

    /** Writes the value; false where it counts as absent and nothing was written. */
    boolean write(Object value, String pointer, Ignored ignored, StringBuilder out);

    /** A text; an empty one counts as absent. */
    record Text(String name, int longest) implements DataRule {
        @Override
        public boolean write(Object value, String pointer, Ignored ignored, StringBuilder out) {
            String text = Values.text(value, pointer, longest);
            if (text.isEmpty()) return false;
            JsonText.text(out, text);
            return true;
        }
    }

    /** One of a few words. */
    record Word(String name, Set<String> words, String list) implements DataRule {
        static Word of(String name, String... words) {
            return new Word(name, Set.of(words), String.join(", ", words));
        }

        static Word of(String name, WireName[] constants) {
            return of(name, Arrays.stream(constants).map(WireName::wireName).toArray(String[]::new));
        }

        @Override
        public boolean write(Object value, String pointer, Ignored ignored, StringBuilder out) {
            String word = Values.text(value, pointer, SHORT_TEXT);
            if (!words.contains(word)) {
                throw new RefusedException(
                        "invalid-value",
                        "\"" + Texts.shown(word) + "\" is not allowed. Use one of: " + list + ".",
                        pointer);
            }
            JsonText.text(out, word);
            return true;
        }
    }

    /** A whole number in a range, both ends allowed. */
    record Whole(String name, long least, long most) implements DataRule {
        @Override
        public boolean write(Object value, String pointer, Ignored ignored, StringBuilder out) {
            out.append(Values.whole(value, pointer, least, most));
            return true;
        }
    }

    /** Any number in a range, both ends allowed. */
    record Number(String name, double least, double most) implements DataRule {
        @Override
        public boolean write(Object value, String pointer, Ignored ignored, StringBuilder out) {
            Values.append(out, Values.number(value, pointer, least, most));
            return true;
        }
    }

    record Flag(String name) implements DataRule {
        @Override
        public boolean write(Object value, String pointer, Ignored ignored, StringBuilder out) {
            out.append(Values.flag(value, pointer));
            return true;
        }
    }

    /** An instant with its zone (RFC 3339); written in UTC. */
    record Instant(String name) implements DataRule {
        @Override
        public boolean write(Object value, String pointer, Ignored ignored, StringBuilder out) {
            long at = Values.instant(value, pointer);
            JsonText.text(out, java.time.Instant.ofEpochMilli(at).toString());
            return true;
        }
    }

    /** Known, but not kept. */
    record Dropped(String name) implements DataRule {
        @Override
        public boolean write(Object value, String pointer, Ignored ignored, StringBuilder out) {
            return false;
        }
    }

    /** An object of known fields, written in the order of its rules. */
    record Nested(String name, List<DataRule> rules, Set<String> names, Set<String> required) implements DataRule {
        static Nested of(String name, Set<String> required, DataRule... rules) {
            Set<String> names = Arrays.stream(rules).map(DataRule::name).collect(Collectors.toUnmodifiableSet());
            return new Nested(name, List.of(rules), names, required);
        }

        @Override
        public boolean write(Object value, String pointer, Ignored ignored, StringBuilder out) {
            Map<String, Object> fields = Values.object(value, pointer);
            for (String needed : required) {
                if (!fields.containsKey(needed)) {
                    throw new RefusedException(
                            "missing", "\"" + needed + "\" is missing here.", pointer + "/" + needed);
                }
            }
            int start = out.length();
            int written = writeFields(fields, pointer, ignored, out);
            if (written == 0) out.setLength(start);
            return written > 0;
        }

        /** Writes the object; the number of fields in it. */
        int writeFields(Map<String, Object> fields, String pointer, Ignored ignored, StringBuilder out) {
            out.append('{');
            int written = 0;
            for (DataRule rule : rules) {
                Object value = fields.get(rule.name());
                if (value == null) continue;
                int start = out.length();
                if (written > 0) out.append(',');
                out.append('"').append(rule.name()).append("\":");
                if (rule.write(value, pointer + "/" + rule.name(), ignored, out)) written++;
                else out.setLength(start);
            }
            out.append('}');
            ignored.addUnknown(fields, names, pointer);
            return written;
        }
    }

    /** A map of the source's own names to texts, numbers and flags, written in the order of the names. */
    record Attributes(String name, int mostEntries) implements DataRule {
        @Override
        public boolean write(Object value, String pointer, Ignored ignored, StringBuilder out) {
            Map<String, Object> fields = Values.object(value, pointer);
            if (fields.size() > mostEntries) {
                throw new RefusedException(
                        "too-large",
                        "There are " + fields.size() + " entries; at most " + mostEntries + " are kept.",
                        pointer);
            }
            out.append('{');
            String separator = "";
            for (String key : fields.keySet().stream().sorted().toList()) {
                String at = pointer + "/" + Texts.token(key);
                out.append(separator);
                separator = ",";
                JsonText.text(out, Values.text(key, at, SHORT_TEXT));
                out.append(':');
                Values.appendScalar(out, fields.getOrDefault(key, ""), at);
            }
            out.append('}');
            return !fields.isEmpty();
        }
    }
}
