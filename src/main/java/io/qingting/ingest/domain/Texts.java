package io.qingting.ingest.domain;

/** Checks on texts of others. */
final class Texts {
    private Texts() {}

    /** True for a text that PostgreSQL and UTF-8 can hold: no NUL, no half of a surrogate pair. */
    static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) return false;
            if (!Character.isSurrogate(c)) continue;
            if (Character.isLowSurrogate(c) || i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(++i))) {
                return false;
            }
        }
        return true;
    }

    /** True where a control character is in it, which no id should have. */
    static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) return true;
        }
        return false;
    }

    /** A hostile text made fit for a message: short and without control characters. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder(64);
        text.codePoints().limit(60).forEach(c -> {
            boolean odd = Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF);
            shown.appendCodePoint(odd ? 0xFFFD : c);
        });
        return text.codePointCount(0, text.length()) > 60 ? shown.append('…').toString() : shown.toString();
    }

    /** A name as a reference token of a JSON pointer (RFC 6901). */
    static String token(String name) {
        return shown(name).replace("~", "~0").replace("/", "~1");
    }
}
