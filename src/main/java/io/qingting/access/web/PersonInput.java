package io.qingting.access.web;

import io.qingting.access.domain.Person;
import io.qingting.access.domain.Role;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what an administrator says about a person, and refuses what cannot be meant. */
final class PersonInput {
    static final String LOGIN =
            "A login has 2 to 80 small letters, digits, dots, hyphens, underscores or at signs, and begins with a letter or"
                    + " digit.";
    static final String NAME = "A name has 1 to 100 characters.";
    static final String LANGUAGE = "The language is zh or en.";

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_ID = 200;
    private static final int MOST_TEAMS = 200;

    private PersonInput() {}

    /**
     * @param language zh or en; absent: zh
     * @param roles of admin, supervisor, quality, agent; at least one
     * @param teamIds teams that a supervisor leads; absent: none
     * @param agentId the agent of the events that the person is; an agent needs one
     * @param disabled true: may not log in; absent: false
     */
    record PersonJson(
            @Nullable String login,
            @Nullable String name,
            @Nullable String language,
            @Nullable List<String> roles,
            @Nullable List<String> teamIds,
            @Nullable String agentId,
            @Nullable Boolean disabled) {}

    static Person.Profile profile(@Nullable PersonJson json) {
        if (json == null) throw invalid("", "Send a person as JSON.");
        String login = json.login() == null ? "" : json.login().strip().toLowerCase(Locale.ROOT);
        check(Person.isLogin(login), "/login", LOGIN);
        String name = json.name() == null ? "" : json.name().strip();
        check(isName(name), "/name", NAME);
        String language = json.language() == null ? "zh" : json.language();
        check(isLanguage(language), "/language", LANGUAGE);
        Set<Role> roles = roles(json.roles());
        Set<String> teams = teams(json.teamIds());
        String agentId = json.agentId() == null || json.agentId().isBlank() ? null : json.agentId();
        check(agentId == null || isId(agentId), "/agentId", "An agent's id has 1 to " + LONGEST_ID + " characters.");
        check(
                !roles.contains(Role.AGENT) || agentId != null,
                "/agentId",
                "Say which agent of the events this person is, or take the role agent away.");
        check(
                roles.contains(Role.SUPERVISOR) || teams.isEmpty(),
                "/teamIds",
                "Only a supervisor leads teams. Add the role supervisor, or take the teams away.");
        return new Person.Profile(login, name, language, roles, teams, agentId);
    }

    private static Set<Role> roles(@Nullable List<String> names) {
        if (names == null || names.isEmpty())
            throw invalid("/roles", "Give one role at least: admin, supervisor, quality, agent.");
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (int i = 0; i < names.size() && i <= Role.values().length; i++) {
            int at = i;
            roles.add(Role.ofWireName(String.valueOf(names.get(i)))
                    .orElseThrow(() -> invalid("/roles/" + at, "The roles are admin, supervisor, quality, agent.")));
        }
        return roles;
    }

    private static Set<String> teams(@Nullable List<String> ids) {
        if (ids == null) return Set.of();
        check(ids.size() <= MOST_TEAMS, "/teamIds", "A supervisor leads at most " + MOST_TEAMS + " teams.");
        Set<String> teams = new LinkedHashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            check(isId(ids.get(i)), "/teamIds/" + i, "A team's id has 1 to " + LONGEST_ID + " characters.");
            teams.add(ids.get(i));
        }
        return teams;
    }

    static boolean isName(@Nullable String name) {
        return name != null && !name.isBlank() && name.length() <= LONGEST_NAME && isPlain(name);
    }

    static boolean isLanguage(String language) {
        return language.equals("zh") || language.equals("en");
    }

    private static boolean isId(@Nullable String id) {
        return id != null && !id.isBlank() && id.length() <= LONGEST_ID && isPlain(id);
    }

    private static boolean isPlain(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    static void check(boolean right, String pointer, String detail) {
        if (!right) throw invalid(pointer, detail);
    }

    static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(Problem.of(400, "invalid-value", "A value is not allowed", detail)
                .at(pointer));
    }
}
