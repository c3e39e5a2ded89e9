package io.qingting.ingest.domain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON value into maps, lists, texts, {@code Long}, {@code Double} and {@code Boolean}; a null field is left out.
 * What is well-formed but unacceptable, such as a name that stands twice, spoils this value only: reading goes on behind it.
 */
public final class JsonTree {
    /** Names are not interned: they are the sender's. */
    public static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private static final int DEEPEST = 8;

    private final String base;
    private final List<String> path = new ArrayList<>(DEEPEST);
    private @Nullable Refusal fault;

    private JsonTree(String base) {
        this.base = base;
    }

    /**
     * A value and its first fault.
     *
     * @param value null for JSON null
     * @param fault null where there is none
     */
    public record Read(@Nullable Object value, @Nullable Refusal fault) {}

    /**
     * Reads the value that the parser stands on, and leaves it on the value's end.
     *
     * @param pointer of the value within its event
     * @throws IOException where the text is no JSON: nothing behind it can be read either
     */
    public static Read read(JsonParser json, String pointer) throws IOException {
        JsonTree tree = new JsonTree(pointer);
        Object value = tree.value(json);
        return new Read(value, tree.fault);
    }

    private @Nullable Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> json.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> wholeNumber(json);
            case VALUE_NUMBER_FLOAT -> number(json);
            default -> null;
        };
    }

    private @Nullable Object object(JsonParser json) throws IOException {
        if (tooDeep(json)) return null;
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            path.add(name);
            Object value = value(json);
            if (value != null && fields.put(name, value) != null) {
                spoil("duplicate-name", "The name \"" + Texts.shown(name) + "\" stands twice. Send it once.");
            }
            path.removeLast();
        }
        return fields;
    }

    private @Nullable Object array(JsonParser json) throws IOException {
        if (tooDeep(json)) return null;
        List<Object> items = new ArrayList<>();
        int index = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            path.add(Integer.toString(index++));
            Object value = value(json);
            if (value != null) items.add(value);
            path.removeLast();
        }
        return items;
    }

    private boolean tooDeep(JsonParser json) throws IOException {
        if (path.size() < DEEPEST) return false;
        spoil("too-deep", "Objects and arrays stand in each other more than " + DEEPEST + " deep.");
        json.skipChildren();
        return true;
    }

    private Object wholeNumber(JsonParser json) throws IOException {
        return json.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? number(json) : json.getLongValue();
    }

    private Double number(JsonParser json) throws IOException {
        double value = json.getDoubleValue();
        if (Double.isFinite(value)) return value;
        spoil("out-of-range", "The number is too large.");
        return 0.0;
    }

    private void spoil(String slug, String reason) {
        if (fault != null) return;
        StringBuilder pointer = new StringBuilder(base);
        for (String name : path) pointer.append('/').append(Texts.token(name));
        fault = new Refusal(slug, reason, pointer.toString());
    }
}
