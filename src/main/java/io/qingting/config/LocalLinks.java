package io.qingting.config;

import io.qingting.access.app.Credentials;
import io.qingting.access.app.FirstStart;
import io.qingting.access.app.Keys;
import io.qingting.access.domain.Audience;
import io.qingting.access.domain.Token;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tokens for the screens of a machine that tries Qingting: made at the first start, the same at every later one. */
@ApplicationScoped
class LocalLinks {
    private static final String ACTOR = "system";

    private final FirstStart first;
    private final Keys keys;
    private final Credentials credentials;
    private final LocalTokens tokens;

    LocalLinks(
            FirstStart first,
            Keys keys,
            Credentials credentials,
            @ConfigProperty(name = "qingting.data", defaultValue = "data") Path dataFolder) {
        this.first = first;
        this.keys = keys;
        this.credentials = credentials;
        this.tokens = new LocalTokens(dataFolder);
    }

    /** The token of this machine's display for an audience. */
    Uni<String> display(Audience audience, String name) {
        return kept("display." + audience.wireName(), keys.issueDisplay(ACTOR, name, audience));
    }

    /** A key of this machine's own source: one for what happens now, another for history. */
    Uni<String> source(String name, boolean mayImport) {
        return kept("source." + name + (mayImport ? ".import" : ""), keys.issueSourceKey(ACTOR, name, mayImport));
    }

    /** The token kept under a name while it is valid, else a new one. */
    private Uni<String> kept(String name, Uni<Keys.Issued> issue) {
        return first.done()
                .chain(() -> Uni.createFrom()
                        .item(() -> tokens.get(name))
                        .runSubscriptionOn(Infrastructure.getDefaultExecutor()))
                .chain(token -> token.isEmpty()
                        ? Uni.createFrom().item(Optional.<String>empty())
                        : credentials.find(token.get()).map(grant -> grant.map(valid -> token.get())))
                .chain(token -> token.isPresent()
                        ? Uni.createFrom().item(token.get())
                        : issue.map(Keys.Issued::token)
                                .map(Token::text)
                                .emitOn(Infrastructure.getDefaultExecutor())
                                .invoke(made -> tokens.put(name, made)));
    }
}
