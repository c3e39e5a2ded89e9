package io.qingting.alert.channel;

import io.qingting.alert.domain.DeliveryResult;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The only way by which alerts leave over HTTP. Names are resolved once, every address of the name must be public, and the
 * request goes to that very address; no redirect is followed; time and size are bounded. Hosts on the administrator's list
 * may be private and without TLS. Addresses and bodies are never logged: they hold secrets.
 */
@ApplicationScoped
class Outbound {
    private static final int MOST_BYTES = 64 * 1024;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

    private final HttpClient client;
    private final OutboundSettings settings;
    private final Names names;

    @jakarta.inject.Inject
    Outbound(Vertx vertx, OutboundSettings settings) {
        this(vertx, settings, new HttpClientOptions(), InetAddress::getAllByName);
    }

    /** @param options whom to trust, for one */
    Outbound(Vertx vertx, OutboundSettings settings, HttpClientOptions options, Names names) {
        this.settings = settings;
        this.names = names;
        this.client = vertx.createHttpClient(options.setConnectTimeout((int) CONNECT_LIMIT.toMillis())
                .setVerifyHost(true)
                .setMaxPoolSize(4)
                .setMaxHeaderSize(16 * 1024)
                // A kept connection may be closed by the other side just as it is used again: then nobody knows whether
                // the
                // message arrived, and it is told twice. A few posts a minute can afford a connection each.
                .setKeepAlive(false)
                .setIdleTimeout(60));
    }

    /** Says where a name leads. May block. */
    interface Names {
        /** @return at least one */
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    @PreDestroy
    void close() {
        client.close();
    }

    /**
     * An answer of the other side.
     *
     * @param date the other side's clock, to the second; null: it did not say
     */
    record Answer(int status, String body, @Nullable Instant date) {}

    /** Why no answer came, already judged. */
    private static final class Unanswered extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient DeliveryResult result;

        Unanswered(DeliveryResult result) {
            super(result.toString(), null, false, false);
            this.result = result;
        }
    }

    /** Posts JSON and has the answer judged. Never fails but for a bug. */
    Uni<AlertChannel.Reading> post(
            URI address,
            Map<String, String> headers,
            byte[] body,
            Instant now,
            Function<Answer, DeliveryResult> judge) {
        return Uni.createFrom()
                .item(() -> options(address, headers))
                .runSubscriptionOn(Infrastructure.getDefaultExecutor())
                .chain(options -> send(options, body))
                .map(answer -> new AlertChannel.Reading(judge.apply(answer), ahead(answer.date(), now)))
                .onFailure(Unanswered.class)
                .recoverWithItem(failure -> new AlertChannel.Reading(((Unanswered) failure).result, null));
    }

    private static @Nullable Duration ahead(@Nullable Instant theirs, Instant ours) {
        return theirs == null
                ? null
                : Duration.ofSeconds(Duration.between(theirs, ours).toSeconds());
    }

    private RequestOptions options(URI address, Map<String, String> headers) {
        String host = address.getHost();
        boolean tls = "https".equals(address.getScheme());
        int port = address.getPort() > 0 ? address.getPort() : tls ? HTTPS : HTTP;
        if (host == null || address.getUserInfo() != null) throw fault("The address names no host.");
        boolean listed = settings.isListed(host, port);
        if (!listed && (!tls || port != HTTPS)) {
            throw fault("Only https on port 443 is allowed, but for hosts on the administrator's list.");
        }
        InetAddress target = resolve(host, listed);
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, target.getHostAddress()))
                .setHost(host)
                .setPort(port)
                .setSsl(tls)
                .setFollowRedirects(false)
                .setURI(address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery()))
                .putHeader("User-Agent", "Qingting")
                .putHeader("Content-Type", "application/json; charset=utf-8");
        headers.forEach(options::putHeader);
        return options;
    }

    /** Once: what is checked here is what is connected to. */
    private InetAddress resolve(String host, boolean listed) {
        try {
            InetAddress[] all = names.addresses(bare(host));
            if (!listed) {
                for (InetAddress each : all) {
                    if (!Addresses.isPublic(each)) {
                        throw fault("The host's address is private. An administrator may list the host.");
                    }
                }
            }
            return all[0];
        } catch (UnknownHostException e) {
            throw new Unanswered(new DeliveryResult.Retry("the host's name is not known", false));
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static Unanswered fault(String reason) {
        return new Unanswered(new DeliveryResult.ConfigurationFault(reason));
    }

    private Uni<Answer> send(RequestOptions options, byte[] body) {
        return Uni.createFrom()
                .completionStage(() -> client.request(options).toCompletionStage())
                .ifNoItem()
                .after(CONNECT_LIMIT.multipliedBy(2))
                .fail()
                .onFailure()
                .transform(failure -> new Unanswered(new DeliveryResult.Retry(
                        failure instanceof SSLException
                                ? "the server's certificate is not accepted: it is of another name, over, or of an unknown authority"
                                : "no connection",
                        false)))
                .chain(request -> answer(request, body));
    }

    private Uni<Answer> answer(HttpClientRequest request, byte[] body) {
        return Uni.createFrom()
                .completionStage(() -> request.send(Buffer.buffer(body))
                        .compose(response -> {
                            Buffer read = Buffer.buffer();
                            io.vertx.core.Promise<Answer> done = io.vertx.core.Promise.promise();
                            response.handler(piece -> {
                                        read.appendBuffer(piece);
                                        if (read.length() > MOST_BYTES && done.tryFail("too long")) request.reset();
                                    })
                                    .exceptionHandler(done::tryFail)
                                    .endHandler(end -> done.tryComplete(new Answer(
                                            response.statusCode(), read.toString(), date(response.getHeader("Date")))));
                            return done.future();
                        })
                        .toCompletionStage())
                .ifNoItem()
                .after(settings.answerLimit())
                .fail()
                .onFailure()
                .invoke(failure -> request.reset())
                .onFailure()
                .transform(failure -> new Unanswered(new DeliveryResult.Retry(
                        failure instanceof TimeoutException ? "no answer in time" : "the answer broke off", true)));
    }

    private static @Nullable Instant date(@Nullable String header) {
        if (header == null) return null;
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT).parse(header, Instant::from);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
