package io.qingting.config;

import io.qingting.access.app.PasswordLinks;
import io.qingting.access.domain.Audience;
import io.qingting.access.domain.Token;
import io.quarkus.vertx.http.HttpServerStart;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.io.PrintStream;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Prints what to open, once the server listens. */
@ApplicationScoped
class Links {
    private static final Logger LOG = Logger.getLogger(Links.class);

    /** Where {@code qingting.links.enabled} is false, as in a cluster, nobody reads a console and no token is made. */
    @ConfigMapping(prefix = "qingting.links")
    interface Settings {
        @WithDefault("false")
        boolean enabled();
    }

    private final LocalLinks tokens;
    private final PasswordLinks links;
    private final DemoStart demo;
    private final Settings settings;

    Links(LocalLinks tokens, PasswordLinks links, DemoStart demo, Settings settings) {
        this.tokens = tokens;
        this.links = links;
        this.demo = demo;
        this.settings = settings;
    }

    void listening(@ObservesAsync HttpServerStart event) {
        String host = event.options().getHost();
        String base = "http://" + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":"
                + event.options().getPort();
        demo.start(base)
                .chain(() -> settings.enabled() ? print(base) : Uni.createFrom().voidItem())
                .subscribe()
                .with(done -> {}, failure -> LOG.error("The links could not be made", failure));
    }

    private Uni<Void> print(String base) {
        return tokens.display(Audience.FLOOR, "大厅")
                .chain(floor -> tokens.display(Audience.SUPERVISORS, "主管室")
                        .chain(supervisors -> links.setUp().invoke(setUp -> print(base, floor, supervisors, setUp))))
                .replaceWithVoid();
    }

    /** @param setUp makes the first administrator; empty where there is one */
    private void print(String base, String floor, String supervisors, Optional<Token> setUp) {
        PrintStream out = System.out;
        out.println();
        out.println("  Qingting 倾听 is running.");
        out.println();
        out.println("  Wall for the floor               " + base + "/wall#token=" + floor);
        out.println("  Wall for the supervisors' room   " + base + "/wall#token=" + supervisors);
        setUp.ifPresent(
                link -> out.println("  Make the first administrator     " + base + "/log-in#link=" + link.text()));
        out.println("  Log in                           " + base + "/log-in");
        out.println("  Post events to                   " + base + "/api/events");
        if (demo.isEnabled()) out.println("  A demo floor is simulated; ./qingting start --no-demo starts without it.");
        out.println("  Ctrl-C stops everything; the data stay.");
        out.println();
    }
}
