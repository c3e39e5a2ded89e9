package io.qingting.access.domain;

import java.util.Locale;
import java.util.Optional;

/** What a password must be: long rather than odd (NIST SP 800-63B, 3.1.1), and nothing that anybody would try first. */
public final class PasswordRule {
    private static final int SHORTEST = 10;
    private static final int LONGEST = 200;
    private static final int FEWEST_CHARACTERS = 5;

    private PasswordRule() {}

    /** What is wrong and what to do; empty where it may be used. */
    public static Optional<String> fault(String password, String login, String name) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST) return Optional.of("A password has at least " + SHORTEST + " characters.");
        if (length > LONGEST) return Optional.of("A password has at most " + LONGEST + " characters.");
        if (password.codePoints().distinct().count() < FEWEST_CHARACTERS)
            return Optional.of("A password has at least " + FEWEST_CHARACTERS + " different characters.");
        String small = password.toLowerCase(Locale.ROOT);
        boolean isOwnName = login.length() > 2 && small.contains(login)
                || name.length() > 2 && small.contains(name.toLowerCase(Locale.ROOT));
        return isOwnName ? Optional.of("A password does not contain the own name.") : Optional.empty();
    }
}
