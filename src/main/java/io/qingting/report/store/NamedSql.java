package io.qingting.report.store;

import io.vertx.mutiny.sqlclient.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose parameters have names: {@code :from} takes a value, <code>{key}</code> is replaced by SQL of our own. The
 * parameters that a statement does not name are left out.
 */
final class NamedSql {
    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-z][a-z_]*)");

    /** Ready to run. */
    record Call(String sql, Tuple values) {}

    private final String text;

    private NamedSql(String text) {
        this.text = text;
    }

    /** Reads {@code /sql/report/{name}.sql}. */
    static NamedSql named(String name) {
        String path = "/sql/report/" + name + ".sql";
        try (InputStream file = NamedSql.class.getResourceAsStream(path)) {
            if (file == null) throw new IllegalStateException("no file " + path);
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return new NamedSql(text.replaceAll("(?m)^--.*\\R", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param sql never from outside: it becomes part of the statement */
    NamedSql with(String name, String sql) {
        return new NamedSql(text.replace('{' + name + '}', sql));
    }

    /** @param values text, numbers, instants and arrays of them; null is a null array of text */
    Call call(Map<String, ? extends @Nullable Object> values) {
        StringBuilder sql = new StringBuilder(text.length());
        List<String> places = new ArrayList<>();
        Tuple tuple = Tuple.tuple();
        Matcher matcher = PARAMETER.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(1);
            if (!values.containsKey(name)) throw new IllegalArgumentException("no value for :" + name);
            Object value = values.get(name);
            int place = places.indexOf(name);
            if (place < 0) {
                place = places.size();
                places.add(name);
                tuple.addValue(value);
            }
            matcher.appendReplacement(sql, Matcher.quoteReplacement("$" + (place + 1) + type(value)));
        }
        return new Call(matcher.appendTail(sql).toString(), tuple);
    }

    private static String type(@Nullable Object value) {
        return switch (value) {
            case null -> "::text[]";
            case String[] texts -> "::text[]";
            case OffsetDateTime[] instants -> "::timestamptz[]";
            case OffsetDateTime instant -> "::timestamptz";
            case Double[] numbers -> "::float8[]";
            case Long[] numbers -> "::bigint[]";
            case String text -> "::text";
            case Long number -> "::bigint";
            case Integer number -> "::int";
            case Double number -> "::float8";
            default -> throw new IllegalArgumentException("no type for " + value.getClass());
        };
    }
}
