package io.qingting.alert.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.alert.domain.DeliveryResult;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name is looked up once; what is connected to is that very address, by the name that was asked for. */
class OutboundTlsTest {
    /** Nobody has it, so whoever looked it up a second time, elsewhere, would find nothing. */
    private static final String NAME = "robot.chat.invalid";

    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static TlsServer server;

    @SuppressWarnings("NullAway.Init")
    private static Vertx vertx;

    private final List<String> lookedUp = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void aServerWithACertificateOfItsOwnAuthority() throws Exception {
        server = new TlsServer(folder, NAME);
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() throws Exception {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @BeforeEach
    void nobodyAskedYet() {
        server.asked().clear();
    }

    private record Listed(String host) implements OutboundSettings {
        @Override
        public Optional<List<String>> allowedHosts() {
            return Optional.of(List.of(host));
        }

        @Override
        public Duration answerLimit() {
            return Duration.ofSeconds(10);
        }
    }

    private DeliveryResult post(String host, HttpClientOptions trust) {
        Outbound outbound = new Outbound(vertx, new Listed(host + ":" + server.port()), trust, asked -> {
            lookedUp.add(asked);
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        });
        try {
            return outbound.post(
                            URI.create("https://" + host + ":" + server.port() + "/hook?key=1"),
                            Map.of(),
                            "{}".getBytes(StandardCharsets.UTF_8),
                            NOW,
                            answer -> WebhookChannel.judge(answer.status()))
                    .await()
                    .atMost(Duration.ofSeconds(30))
                    .result();
        } finally {
            outbound.close();
        }
    }

    private static HttpClientOptions trusting() {
        return new HttpClientOptions()
                .setTrustOptions(
                        new PemTrustOptions().addCertPath(server.authority().toString()));
    }

    @Test
    void theRightNameIsReachedAtTheAddressThatWasLookedUpOnce() {
        assertThat(post(NAME, trusting())).isEqualTo(new DeliveryResult.Ok());

        assertThat(lookedUp).containsExactly(NAME);
        assertThat(server.asked())
                .containsExactly(new TlsServer.Asked(List.of(NAME), NAME + ":" + server.port(), "{}"));
    }

    @Test
    void aCertificateOfAnotherNameIsRefusedBeforeAnythingIsSaid() {
        assertThat(post("other.chat.invalid", trusting()).toString()).contains("certificate is not accepted");

        assertThat(lookedUp).containsExactly("other.chat.invalid");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void anAuthorityThatNobodyKnowsIsRefused() {
        assertThat(post(NAME, new HttpClientOptions()).toString()).contains("certificate is not accepted");

        assertThat(server.asked()).isEmpty();
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        try (TlsServer elsewhere = new TlsServer(Files.createTempDirectory(folder, "elsewhere"), NAME)) {
            server.redirect("https://" + NAME + ":" + elsewhere.port() + "/");
            assertThat(post(NAME, trusting())).isInstanceOf(DeliveryResult.ConfigurationFault.class);

            assertThat(server.asked()).hasSize(1);
            assertThat(elsewhere.asked()).isEmpty();
        } finally {
            server.accepting();
        }
    }
}
