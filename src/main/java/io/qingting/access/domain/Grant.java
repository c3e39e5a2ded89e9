package io.qingting.access.domain;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a valid token allows. */
public sealed interface Grant {
    /** Names of roles as permission checks know them, at least one. */
    Set<String> roles();

    /** Who it is, for the audit trail and for screens. */
    String name();

    /** What kind of holder stands before the name in the audit trail, such as {@code display}. */
    String kind();

    /** As the audit trail names who acted, such as {@code person:wang.fang}. */
    default String actor() {
        return kind() + ":" + name();
    }

    /** Which single people the holder may be shown. */
    Sight sight();

    /**
     * A connector may append events of its own source.
     *
     * @param sourceId number of the source
     * @param name its source is {@code /connectors/{name}}
     * @param mayImport may load events of any past period
     */
    record Source(long keyId, int sourceId, String name, boolean mayImport) implements Grant {
        public static final String ROLE = "source";

        @Override
        public Set<String> roles() {
            return Set.of(ROLE);
        }

        @Override
        public String kind() {
            return ROLE;
        }

        @Override
        public Sight sight() {
            return Sight.NOBODY;
        }

        /** The CloudEvents source that events of this key must name. */
        public String source() {
            return "/connectors/" + name;
        }
    }

    /** A wall display may read what its audience may see. */
    record Display(long displayId, String name, Audience audience) implements Grant {
        public static final String ROLE = "display";

        @Override
        public Sight sight() {
            return audience == Audience.SUPERVISORS ? Sight.EVERYBODY : Sight.NOBODY;
        }

        @Override
        public Set<String> roles() {
            return Set.of(ROLE);
        }

        @Override
        public String kind() {
            return ROLE;
        }
    }

    /** An administrator's key may do what an administrator may. */
    record Admin(long keyId, String name) implements Grant {
        public static final String ROLE = "admin";

        @Override
        public Sight sight() {
            return Sight.EVERYBODY;
        }

        @Override
        public Set<String> roles() {
            return Set.of(ROLE);
        }

        @Override
        public String kind() {
            return ROLE;
        }
    }

    /**
     * A person who is logged in.
     *
     * @param name the login
     * @param held roles of the person
     * @param teamIds teams the person supervises
     * @param agentId the agent that the person is; null: none
     */
    record LoggedIn(
            long personId,
            String name,
            Set<Role> held,
            Set<String> teamIds,
            @Nullable String agentId) implements Grant {
        public LoggedIn {
            held = Set.copyOf(held);
            teamIds = Set.copyOf(teamIds);
        }

        @Override
        public Set<String> roles() {
            return held.stream().map(Role::wireName).collect(Collectors.toUnmodifiableSet());
        }

        @Override
        public String kind() {
            return "person";
        }

        @Override
        public Sight sight() {
            if (held.contains(Role.ADMIN) || held.contains(Role.QUALITY)) return Sight.EVERYBODY;
            return new Sight.Own(held.contains(Role.SUPERVISOR) ? teamIds : Set.of(), agentId);
        }
    }
}
