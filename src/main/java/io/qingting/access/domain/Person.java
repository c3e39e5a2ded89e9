package io.qingting.access.domain;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An account.
 *
 * @param lastLoginAt null: never
 * @param disabledAt since when the person may not log in; null: may
 * @param hasPassword false until an invitation is taken up
 */
public record Person(
        long personId,
        Profile profile,
        Instant createdAt,
        @Nullable Instant lastLoginAt,
        @Nullable Instant disabledAt,
        boolean hasPassword) {
    private static final String LOGIN = "[a-z0-9][a-z0-9._@-]{1,79}";

    /**
     * What an administrator says about a person.
     *
     * @param login in small letters, as {@link #isLogin} says
     * @param name as screens and the audit trail show it, 1 to 100 characters
     * @param language of pages and messages: {@code zh} or {@code en}
     * @param teamIds teams whose people a supervisor leads; empty for others
     * @param agentId the agent of the events that this person is; null: none
     */
    public record Profile(
            String login,
            String name,
            String language,
            Set<Role> roles,
            Set<String> teamIds,
            @Nullable String agentId) {
        public Profile {
            roles = Set.copyOf(roles);
            teamIds = Set.copyOf(teamIds);
        }

        public Profile withoutAgent() {
            return new Profile(login, name, language, roles, teamIds, null);
        }
    }

    /** Two to eighty of: small letters, digits, dot, underscore, hyphen, at sign; the first a letter or digit. */
    public static boolean isLogin(String text) {
        return text.matches(LOGIN);
    }
}
