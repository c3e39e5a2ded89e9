package io.qingting.importing.domain;

import io.qingting.event.domain.CanonicalEvent;
import io.qingting.event.domain.EventDraft;
import io.qingting.event.domain.EventType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Applies a mapping to rows: a row in, its canonical events out. An event's id is a hash of what identifies it (contact,
 * type, instant, cycle, queue, agent, message and the columns of {@code identity}), so that reading a log again gives the
 * same ids and a corrected row shows as a conflict, never as a second event. For one thread.
 */
public final class RowMapper {
    private static final long EARLIEST = Instant.parse("1970-01-01T00:00:00Z").toEpochMilli();
    private static final long LATEST = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();
    /** 132 bits of SHA-256: 22 characters of Base64. */
    private static final int ID_LENGTH = 22;

    private final LogMapping mapping;
    private final MessageDigest sha256;
    private final Map<String, @Nullable Instant> known = new HashMap<>();

    public RowMapper(LogMapping mapping) {
        this.mapping = mapping;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public RowOutcome map(Row row) {
        for (LogMapping.Skip skip : mapping.skips())
            if (skip.when().holds(row)) return new RowOutcome.Skipped(skip.reason());
        known.clear();
        try {
            List<CanonicalEvent> events = new ArrayList<>();
            for (EventRule rule : mapping.events()) if (rule.when().holds(row)) events.add(event(rule, row));
            return events.isEmpty() ? new RowOutcome.Skipped("no rule fits") : new RowOutcome.Events(events);
        } catch (UnreadableRowException e) {
            return new RowOutcome.Refused(Objects.requireNonNullElse(e.getMessage(), "unreadable"));
        }
    }

    private CanonicalEvent event(EventRule rule, Row row) throws UnreadableRowException {
        Instant at = instant(rule.at(), row);
        if (at == null)
            throw new UnreadableRowException(
                    "no time \"" + rule.at() + "\" for " + rule.type().wireName());
        if (at.toEpochMilli() < EARLIEST || at.toEpochMilli() >= LATEST)
            throw new UnreadableRowException("time \"" + rule.at() + "\" is outside 1970 … 2199: " + at);
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<Field, ValueRule> field : rule.fields().entrySet()) {
            String text = field.getValue().text(row);
            if (text != null)
                values.put(
                        field.getKey().name(),
                        field.getKey().value(text, field.getValue().unit()));
        }
        String subject = subject(rule.type(), values);
        EventDraft draft = new EventDraft(mapping.source(), rule.type(), id(rule, row, at, values), at.toEpochMilli())
                .subject(subject);
        values.forEach(draft::put);
        return draft.build();
    }

    private static @Nullable String subject(EventType type, Map<String, Object> values) throws UnreadableRowException {
        String field = switch (type.subject()) {
            case CONTACT -> "contactId";
            case AGENT -> "agentId";
            case MEASURE, SOURCE -> "";
        };
        if (field.isEmpty()) return null;
        Object subject = values.get(field);
        if (subject == null) throw new UnreadableRowException("no " + field + " for " + type.wireName());
        return subject.toString();
    }

    private String id(EventRule rule, Row row, Instant at, Map<String, Object> values) {
        List<@Nullable Object> parts = new ArrayList<>(Arrays.asList(
                mapping.name(),
                rule.type().wireName(),
                at.toEpochMilli(),
                values.get("contactId"),
                values.get("cycle"),
                values.get("queueId"),
                values.get("agentId"),
                values.get("messageId")));
        for (String column : rule.identity()) parts.add(row.value(column));
        sha256.reset();
        for (Object part : parts) {
            byte[] bytes = Objects.toString(part, "").getBytes(StandardCharsets.UTF_8);
            sha256.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
            sha256.update((byte) ':');
            sha256.update(bytes);
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(sha256.digest())
                .substring(0, ID_LENGTH);
    }

    /** A named instant of the row, worked out once; null: there is none. */
    private @Nullable Instant instant(String name, Row row) throws UnreadableRowException {
        if (known.containsKey(name)) return known.get(name);
        Instant found = null;
        TimeRule rule = Objects.requireNonNull(mapping.times().get(name), name);
        for (TimeRule.Alternative alternative : rule.alternatives()) {
            if (!alternative.when().holds(row)) continue;
            found = instant(alternative, name, row);
            if (found != null) break;
        }
        known.put(name, found);
        return found;
    }

    private @Nullable Instant instant(TimeRule.Alternative alternative, String name, Row row)
            throws UnreadableRowException {
        Instant origin = origin(alternative.origin(), name, row);
        if (origin == null) return null;
        long shift = 0;
        if (alternative.plus() != null) {
            Long plus = alternative.plus().millis(row, "length added to \"" + name + '"');
            if (plus == null) return null;
            shift += plus;
        }
        if (alternative.minus() != null) {
            Long minus = alternative.minus().millis(row, "length taken from \"" + name + '"');
            if (minus == null) return null;
            shift -= minus;
        }
        return origin.plusMillis(shift);
    }

    private @Nullable Instant origin(TimeRule.Origin origin, String name, Row row) throws UnreadableRowException {
        return switch (origin) {
            case TimeRule.Origin.Columns columns -> read(columns, name, row);
            case TimeRule.Origin.Named(String other) -> instant(other, row);
            case TimeRule.Origin.Latest(List<String> others) -> {
                Instant latest = null;
                for (String other : others) {
                    Instant at = instant(other, row);
                    if (at != null && (latest == null || at.isAfter(latest))) latest = at;
                }
                yield latest;
            }
            case TimeRule.Origin.Earliest(List<String> others) -> {
                Instant earliest = null;
                for (String other : others) {
                    Instant at = instant(other, row);
                    if (at != null && (earliest == null || at.isBefore(earliest))) earliest = at;
                }
                yield earliest;
            }
        };
    }

    private @Nullable Instant read(TimeRule.Origin.Columns columns, String name, Row row)
            throws UnreadableRowException {
        String last = row.value(columns.columns().getLast());
        if (last.isEmpty()) return null;
        for (Condition.Check check : columns.none()) if (check.holds(last)) return null;
        StringBuilder text = new StringBuilder();
        for (String column : columns.columns())
            text.append(text.isEmpty() ? "" : " ").append(row.value(column));
        ZonedDateTime read;
        try {
            read = columns.format().parse(text.toString(), mapping.zone());
        } catch (DateTimeException e) {
            throw new UnreadableRowException("time \"" + name + "\" is not written as " + columns.format() + ": \""
                    + UnreadableRowException.shown(text.toString()) + '"');
        }
        if (columns.dayAfter() == null) return read.toInstant();
        Instant reference = instant(columns.dayAfter(), row);
        if (reference == null) return read.toInstant();
        Duration before = Duration.between(
                read.toLocalDateTime(), reference.atZone(mapping.zone()).toLocalDateTime());
        boolean overMidnight = before.toMillis() > columns.hours() * 3_600_000;
        return (overMidnight ? read.plusDays(1) : read).toInstant();
    }
}
