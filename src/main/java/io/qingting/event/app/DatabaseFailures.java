package io.qingting.event.app;

import io.vertx.pgclient.PgException;
import java.util.Set;

/** Tells a database that is away or busy from a statement that is wrong. */
final class DatabaseFailures {
    /**
     * Classes of SQLSTATE that pass by themselves: connection, rolled back, resources, not in the right state (such as
     * lock_not_available), intervention (shutting down, starting up), system.
     */
    private static final Set<String> TEMPORARY = Set.of("08", "40", "53", "55", "57", "58");

    private DatabaseFailures() {}

    /** True for everything but an answer of the server that says that the statement itself is wrong. */
    static boolean isTemporary(Throwable failure) {
        if (failure instanceof PgException refused) {
            String state = refused.getSqlState();
            return state == null || state.length() < 2 || TEMPORARY.contains(state.substring(0, 2));
        }
        return !(failure instanceof IllegalArgumentException || failure instanceof NullPointerException);
    }
}
