package io.qingting.alert.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** {@code qingting.alerts.*}. */
@ConfigMapping(prefix = "qingting.alerts")
public interface AlertSettings {
    /** False: this instance sends nothing; another one has to. */
    @WithDefault("true")
    boolean delivery();

    /** The address by which people reach this installation, for links in messages. Absent: messages hold no links. */
    Optional<URI> publicUrl();

    /** How long a link in a message acknowledges. */
    @WithDefault("24h")
    Duration linkLife();

    /** How often an instance looks for what is to be told. */
    @WithDefault("100ms")
    Duration poll();

    /** How long an instance may take to send one message, before another may send it again. Longer than any answer. */
    @WithDefault("60s")
    Duration lease();

    /** Longest wait for the database, for one transaction; then it is given up and done again. Shorter than the lease. */
    @WithDefault("10s")
    Duration databaseLimit();

    /** How long messages that were sent are kept. */
    @WithDefault("30d")
    Duration messageRetention();

    /** How long messages that were given up can be sent again, and are kept. */
    @WithDefault("90d")
    Duration deadLetterRetention();

    /** The longest silence that somebody who is no administrator may make. */
    @WithDefault("8h")
    Duration longestSilence();

    /** How long closed alerts are kept. */
    @WithDefault("400d")
    Duration alertRetention();

    /** The same work, failing where the database does not answer in time: a wait without end would end all delivery. */
    default <T> Uni<T> limited(Uni<T> work) {
        return work.ifNoItem()
                .after(databaseLimit())
                .failWith(() -> new IllegalStateException(
                        "the database did not answer within " + databaseLimit().toMillis() + " ms"));
    }
}
