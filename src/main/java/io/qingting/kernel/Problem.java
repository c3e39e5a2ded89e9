package io.qingting.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A refusal as {@code application/problem+json} (RFC 9457): what was wrong, and what to do about it.
 *
 * @param status of HTTP
 * @param type stable: {@code /problems/{slug}}
 * @param title short, the same for all problems of the type
 * @param detail what was wrong here and what to do
 * @param pointer JSON pointer of the value that was wrong; null where no value is meant
 */
public record Problem(
        int status,
        String type,
        String title,
        String detail,
        @Nullable String pointer) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(int status, String slug, String title, String detail) {
        return new Problem(status, "/problems/" + slug, title, detail, null);
    }

    public Problem at(String where) {
        return new Problem(status, type, title, detail, where);
    }

    public String toJson() {
        StringBuilder json = new StringBuilder(200);
        JsonText.field(json.append('{'), "type", type);
        JsonText.field(json.append(','), "title", title);
        json.append(",\"status\":").append(status);
        JsonText.field(json.append(','), "detail", detail);
        if (pointer != null) JsonText.field(json.append(','), "pointer", pointer);
        return json.append('}').toString();
    }
}
