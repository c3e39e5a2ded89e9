package io.qingting.ingest.web;

import io.qingting.kernel.Problem;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

/**
 * Refuses a body that says it is too large before any of it is read, with words. One that does not say how large it is is
 * counted as it is read: {@link BodyLimit}.
 */
@ApplicationScoped
class LargeBodyFilter {
    /** Before the server's own check of the same limit. */
    private static final int BEFORE = 1_000_000;

    /** After the server's own check, which notes a limit for the reader of a body of unknown length. */
    private static final int AFTER = 1;

    private final long mostBytes;

    LargeBodyFilter(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize mostBytes) {
        this.mostBytes = mostBytes.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE);
        filters.register(this::takeOver, AFTER);
    }

    private void check(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || !length.matches("\\d{1,18}") || Long.parseLong(length) <= mostBytes) {
            context.next();
            return;
        }
        Problem problem = BodyLimit.tooLarge(mostBytes);
        BodyLimit.closeAfterwards(context);
        context.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(problem.toJson());
    }

    /** The server would cut off what it reads with an answer that has no words. */
    private void takeOver(RoutingContext context) {
        context.remove(VertxInputStream.MAX_REQUEST_SIZE_KEY);
        context.next();
    }
}
