package io.qingting.explain.web;

import io.qingting.contact.domain.SpanKind;
import io.qingting.history.domain.FactPlace;
import io.qingting.kernel.ContactKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The place of a list's last line as an opaque text. */
final class Cursor {
    private static final int PARTS = 6;

    private Cursor() {}

    static String encode(FactPlace place) {
        String text = place.instant() + "|" + place.contact().sourceId() + "|" + place.cycle() + "|" + place.kind()
                + "|" + place.ordinal() + "|" + place.contact().contactId();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static FactPlace decode(String text) {
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\\|", PARTS);
            if (parts.length == PARTS) {
                return new FactPlace(
                        Long.parseLong(parts[0]),
                        new ContactKey(Integer.parseInt(parts[1]), parts[5]),
                        Integer.parseInt(parts[2]),
                        SpanKind.valueOf(parts[3]),
                        Integer.parseInt(parts[4]));
            }
        } catch (IllegalArgumentException e) {
            // Refused below.
        }
        throw FigureQuery.refusal("cursor", "is none that a list gave", "Write it as the page before did");
    }
}
