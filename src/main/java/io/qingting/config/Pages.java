package io.qingting.config;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Serves the screens: every page is the one document, which shows what its path names. Files with a hash in their name may
 * be kept for ever; the document is asked for anew, so that a wall that reloads at night gets the new version.
 */
@ApplicationScoped
class Pages {
    private static final String[] PATHS = {"/", "/wall", "/log-in", "/me", "/console", "/console/*"};

    /** Neither an operation nor a file. */
    private static final String ELSEWHERE = "/(?!ack/|api/|assets/|q/|ws/)[^.]*";

    void register(@Observes Router router) {
        for (String path : PATHS) router.get(path).order(Integer.MIN_VALUE + 1).handler(Pages::document);
        router.getWithRegex(ELSEWHERE).order(Integer.MIN_VALUE + 2).handler(Pages::nowhere);
        router.get("/assets/*").order(Integer.MIN_VALUE + 1).handler(Pages::keepForEver);
    }

    private static void document(RoutingContext request) {
        request.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        request.reroute("/index.html");
    }

    /** Whoever follows a wrong link in a browser is told where to go; programs get the problem that they can read. */
    private static void nowhere(RoutingContext request) {
        String accepted = request.request().getHeader(HttpHeaders.ACCEPT);
        if (accepted == null || !accepted.contains("text/html")) {
            request.next();
            return;
        }
        request.response().setStatusCode(404);
        document(request);
    }

    private static void keepForEver(RoutingContext request) {
        request.addHeadersEndHandler(done -> {
            if (request.response().getStatusCode() == 200) {
                request.response().putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable");
            }
        });
        request.next();
    }
}
