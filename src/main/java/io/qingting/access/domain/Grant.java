package io.qingting.access.domain;

/** What a valid token allows. */
public sealed interface Grant {
    /** The name of a role as permission checks know it. */
    String role();

    /** Who it is, for the audit trail and for screens. */
    String name();

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
        public String role() {
            return ROLE;
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
        public String role() {
            return ROLE;
        }
    }

    /** An administrator may give out and revoke keys, and read everything. */
    record Admin(long keyId, String name) implements Grant {
        public static final String ROLE = "admin";

        @Override
        public String role() {
            return ROLE;
        }
    }
}
