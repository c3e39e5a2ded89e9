package io.qingting.alert.domain;

import java.nio.charset.StandardCharsets;

/** Lengths as robots count them: in UTF-8 bytes. */
public final class Utf8 {
    private static final String MARK = "…";

    private Utf8() {}

    public static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The text, or its longest beginning that fits together with "…". Never cuts a character in two. */
    public static String shorten(String text, int bytes) {
        if (length(text) <= bytes) return text;
        int room = bytes - length(MARK);
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            used += width(codePoint);
            if (used > room) break;
            end += Character.charCount(codePoint);
        }
        return room < 0 ? "" : text.substring(0, end) + MARK;
    }

    private static int width(int codePoint) {
        if (codePoint < 0x80) return 1;
        if (codePoint < 0x800) return 2;
        return codePoint < 0x10000 ? 3 : 4;
    }
}
