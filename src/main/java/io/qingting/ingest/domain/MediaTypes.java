package io.qingting.ingest.domain;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Reads content types. */
public final class MediaTypes {
    private static final String CHARSET = ";charset=";

    private MediaTypes() {}

    /** True for {@code application/json}, {@code text/json} and every {@code +json}, in a charset that can be read. */
    public static boolean isJson(String contentType) {
        String type = base(contentType);
        return (type.equals("application/json") || type.equals("text/json") || type.endsWith("+json"))
                && charset(contentType).isPresent();
    }

    private static String base(String contentType) {
        int semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** UTF-8 where nothing else is said, as RFC 8259 has it; ISO-8859-1 because some clients still say so and mean it. */
    public static Optional<Charset> charset(String contentType) {
        String lower = contentType.toLowerCase(Locale.ROOT).replace("\"", "").replace(" ", "");
        int from = lower.indexOf(CHARSET);
        if (from < 0) return Optional.of(StandardCharsets.UTF_8);
        int to = lower.indexOf(';', from + 1);
        String name = lower.substring(from + CHARSET.length(), to < 0 ? lower.length() : to);
        return switch (name) {
            case "utf-8", "utf8", "us-ascii" -> Optional.of(StandardCharsets.UTF_8);
            case "iso-8859-1", "latin1" -> Optional.of(StandardCharsets.ISO_8859_1);
            default -> Optional.empty();
        };
    }
}
