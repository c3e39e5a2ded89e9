package io.qingting.site.domain;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a contact is found in the system that it came from: one template a source. A template is an https address with
 * {@code {contactId}} and, where it helps, {@code {source}}; both are put in as percent-encoded UTF-8, so that no id can change
 * the rest of the address.
 *
 * @param templates at most one a source
 */
public record ContactLinks(List<Template> templates) {
    public static final ContactLinks NONE = new ContactLinks(List.of());
    public static final int MOST = 200;

    /** Stands for every source that has no template of its own. */
    public static final String ANY_SOURCE = "*";

    private static final int LONGEST = 500;
    private static final String CONNECTOR = "/connectors/";
    private static final Pattern HTTPS = Pattern.compile(
            "https://[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(?::\\d{1,5})?(?:[/?#][!-~&&[^\"<>\\\\^`|]]*)?");
    private static final Pattern OTHER_BRACE = Pattern.compile("[{}]");
    private static final String UNRESERVED = "-._~";

    @SuppressWarnings("ConstantValue") // A reader of JSON passes null for what is missing.
    public ContactLinks {
        templates = templates == null ? List.of() : List.copyOf(templates);
    }

    /** @param source as events name it, such as {@code /connectors/desk}, or {@link #ANY_SOURCE} */
    public record Template(String source, String template) {}

    /** What is wrong with a template; empty: it can be used. */
    public static Optional<String> fault(String template) {
        if (template.length() > LONGEST) return Optional.of("A template has at most " + LONGEST + " characters.");
        if (!template.contains("{contactId}"))
            return Optional.of(
                    "Put {contactId} where the contact's id belongs, as in https://desk.example.com/c/{contactId}.");
        String filled = template.replace("{contactId}", "x").replace("{source}", "x");
        if (OTHER_BRACE.matcher(filled).find())
            return Optional.of("The only placeholders are {contactId} and {source}.");
        if (!HTTPS.matcher(filled).matches())
            return Optional.of("A template is an https address without a user name, spaces or quotes.");
        int host = template.indexOf('{');
        boolean inHost = !template.substring("https://".length(), host).matches(".*[/?#].*");
        return inHost ? Optional.of("The host is written out; placeholders come after it.") : Optional.empty();
    }

    /** The address of a contact; empty where its source has no template, or the id would be read as a step within the path. */
    public Optional<String> of(String source, String contactId) {
        if (contactId.matches("\\.{0,2}")) return Optional.empty();
        return template(source)
                .or(() -> template(ANY_SOURCE))
                .map(template -> template.replace("{source}", encoded(connector(source)))
                        .replace("{contactId}", encoded(contactId)));
    }

    private Optional<String> template(String source) {
        return templates.stream()
                .filter(it -> it.source().equals(source))
                .map(Template::template)
                .findFirst();
    }

    private static String connector(String source) {
        return source.startsWith(CONNECTOR) ? source.substring(CONNECTOR.length()) : source;
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xFF);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
            if (plain) encoded.append(c);
            else encoded.append('%').append(String.format("%02X", (int) c));
        }
        return encoded.toString();
    }
}
