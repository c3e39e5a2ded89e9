package io.qingting.kernel;

/** Writes JSON by hand where a tree would be too slow or a library is not allowed. */
public final class JsonText {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private JsonText() {}

    /** Appends {@code "name":"value"}. The name is written as it stands. */
    public static void field(StringBuilder json, String name, String value) {
        json.append('"').append(name).append("\":");
        text(json, value);
    }

    /** Appends a text in quotes. */
    public static void text(StringBuilder json, String value) {
        json.append('"');
        int from = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\') continue;
            json.append(value, from, i);
            from = i + 1;
            if (c < ' ') json.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
            else json.append('\\').append(c);
        }
        json.append(value, from, value.length()).append('"');
    }
}
