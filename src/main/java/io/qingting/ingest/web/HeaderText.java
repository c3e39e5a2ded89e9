package io.qingting.ingest.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Values of CloudEvents attributes in HTTP headers: quotes removed first, then one round of percent-decoding as UTF-8. */
final class HeaderText {
    private HeaderText() {}

    /** The text; empty where the header holds what such a header must not: invalid UTF-8, or unencoded characters. */
    static Optional<String> decode(String header) {
        String value = unquoted(header.strip());
        ByteBuffer bytes = ByteBuffer.allocate(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c > '~' || c < ' ') return Optional.empty();
            int code = c == '%' ? hex(value, i + 1) : -1;
            // A percent sign that begins no code stands for itself, as other receivers read it.
            if (code >= 0) i += 2;
            bytes.put((byte) (code >= 0 ? code : c));
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String unquoted(String value) {
        if (value.length() < 2 || value.charAt(0) != '"' || value.charAt(value.length() - 1) != '"') return value;
        StringBuilder text = new StringBuilder(value.length());
        for (int i = 1; i < value.length() - 1; i++) {
            if (value.charAt(i) == '\\' && i + 1 < value.length() - 1) i++;
            text.append(value.charAt(i));
        }
        return text.toString();
    }

    private static int hex(String text, int at) {
        if (at + 2 > text.length()) return -1;
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
