package io.qingting.alert.channel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code qingting.outbound.*}: where messages may go. */
@ConfigMapping(prefix = "qingting.outbound")
public interface OutboundSettings {
    /**
     * Hosts of private deployments that may be reached although their addresses are private or without TLS, each as
     * {@code host:port}, parted by commas. Absent: none.
     */
    Optional<List<String>> allowedHosts();

    /** Longest wait for a whole answer. */
    @WithDefault("10s")
    Duration answerLimit();

    default boolean isListed(String host, int port) {
        return allowedHosts().map(hosts -> hosts.contains(host + ":" + port)).orElse(false);
    }
}
