package io.qingting.access.web;

import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the two lists share: ids as opaque cursors, bounded pages. */
final class Paging {
    private static final int LARGEST_PAGE = 500;

    private Paging() {}

    static long cursor(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new ProblemException(
                    Problem.of(400, "invalid-value", "A value is not allowed", "Use an id as the list gave it."));
        }
        return Long.parseLong(text);
    }

    static int limit(int wanted) {
        return Math.clamp(wanted, 1, LARGEST_PAGE);
    }

    static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    static Response revoked(boolean found) {
        if (found) return Response.noContent().build();
        throw new ProblemException(Problem.of(
                404, "not-found", "Not found", "There is no valid key of this id. It may be revoked already."));
    }
}
