package io.qingting.ingest.web;

import io.qingting.kernel.Problem;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a body that says it is too large before any of it is read, with words. The server itself cuts off a body that
 * grows too large without saying so; that answer has no body.
 */
@ApplicationScoped
class LargeBodyFilter {
    /** Before the server's own check of the same limit. */
    private static final int PRIORITY = 1_000_000;

    private final long mostBytes;

    LargeBodyFilter(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize mostBytes) {
        this.mostBytes = mostBytes.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || !length.matches("\\d{1,18}") || Long.parseLong(length) <= mostBytes) {
            context.next();
            return;
        }
        Problem problem = Problem.of(
                413,
                "too-large",
                "The body is too large",
                "A body has at most " + mostBytes + " bytes. Send it in parts; nothing of this one was taken.");
        context.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .endHandler(ended -> context.request().connection().close())
                .end(problem.toJson());
    }
}
