package io.qingting.event.domain;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a {@link CanonicalEvent}: collects data fields by their canonical names and prints them as one CloudEvents
 * object. A dotted name ({@code rating.score}) goes into a nested object. Null values are left out. For one thread.
 */
public final class EventDraft {
    private final String source;
    private final EventType type;
    private final String id;
    private final long at;
    private final Map<String, Object> data = new LinkedHashMap<>();
    private @Nullable String subject;
    private @Nullable String sequence;

    /**
     * @param source the CloudEvents source, {@code /connectors/…}
     * @param at when it happened, epoch milliseconds
     */
    public EventDraft(String source, EventType type, String id, long at) {
        this.source = source;
        this.type = type;
        this.id = id;
        this.at = at;
    }

    public EventDraft subject(@Nullable String subject) {
        this.subject = subject;
        return this;
    }

    public EventDraft sequence(@Nullable String sequence) {
        this.sequence = sequence;
        return this;
    }

    /** Sets one data field; {@code value} is text, a number, a boolean or null. */
    public EventDraft put(String name, @Nullable Object value) {
        if (value == null) return this;
        Map<String, Object> into = data;
        int from = 0;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', from)) {
            into = nested(into, name.substring(from, dot));
            from = dot + 1;
        }
        into.put(name.substring(from), value);
        return this;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> nested(Map<String, Object> parent, String name) {
        return (Map<String, Object>) parent.computeIfAbsent(name, n -> new LinkedHashMap<String, Object>());
    }

    public CanonicalEvent build() {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("specversion", "1.0");
        envelope.put("id", id);
        envelope.put("source", source);
        envelope.put("type", type.wireName());
        if (subject != null) {
            envelope.put("subject", subject);
            envelope.put("partitionkey", subject);
        }
        envelope.put("time", Instant.ofEpochMilli(at).toString());
        if (sequence != null) envelope.put("sequence", sequence);
        envelope.put("datacontenttype", "application/json");
        envelope.put("data", data);
        StringBuilder out = new StringBuilder(400);
        print(envelope, out);
        return new CanonicalEvent(id, type, at, subject, out.toString());
    }

    private static void print(Object value, StringBuilder out) {
        switch (value) {
            case Map<?, ?> map -> {
                out.append('{');
                String separator = "";
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.append(separator);
                    separator = ",";
                    quote(String.valueOf(entry.getKey()), out);
                    out.append(':');
                    print(entry.getValue(), out);
                }
                out.append('}');
            }
            case Number number -> out.append(number);
            case Boolean bool -> out.append(bool);
            case WireName named -> quote(named.wireName(), out);
            default -> quote(value.toString(), out);
        }
    }

    /** RFC 8259, section 7: quotes, backslashes and control characters are escaped; a lone surrogate becomes U+FFFD. */
    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c < 0x20) out.append(String.format("\\u%04x", (int) c));
            else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1)))
                out.append(c).append(text.charAt(++i));
            else if (Character.isSurrogate(c)) out.append('\uFFFD');
            else out.append(c);
        }
        out.append('"');
    }
}
