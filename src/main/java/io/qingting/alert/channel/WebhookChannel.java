package io.qingting.alert.channel;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.DeliveryResult;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Any receiver, by Standard Webhooks 1.0.0. */
@ApplicationScoped
class WebhookChannel implements AlertChannel {
    private static final Duration HOLD = Duration.ofSeconds(60);

    private final Outbound outbound;

    WebhookChannel(Outbound outbound) {
        this.outbound = outbound;
    }

    /** The body. {@code timestamp} is that of the message, the same in every repetition's signature but for the header. */
    record Payload(String type, String timestamp, Data data) {}

    record Data(String title, String text, @JsonRawValue String alerts) {}

    @Override
    public ChannelKind kind() {
        return ChannelKind.WEBHOOK;
    }

    @Override
    public int size(ChannelSettings settings, Post post) {
        return body(post, Instant.EPOCH).length + "2026-01-01T00:00:00.000Z".length();
    }

    @Override
    public Uni<Reading> send(ChannelSettings settings, Post post, int part, Instant now) {
        byte[] body = body(post, now);
        String url = settings.url();
        String secret = settings.secret();
        if (url == null || secret == null) {
            return Uni.createFrom()
                    .item(new Reading(new DeliveryResult.ConfigurationFault("the address or secret is missing"), null));
        }
        return outbound.post(
                URI.create(url),
                Map.of(
                        "webhook-id", post.id(),
                        "webhook-timestamp", Long.toString(now.getEpochSecond()),
                        "webhook-signature", Signatures.standardWebhook(secret, post.id(), now.getEpochSecond(), body)),
                body,
                now,
                answer -> judge(answer.status()));
    }

    static byte[] body(Post post, Instant now) {
        return Robots.bytes(new Payload(
                "alerts", now.toString(), new Data(post.title(), post.plain() ? "" : post.text(), post.data())));
    }

    static DeliveryResult judge(int status) {
        if (status >= 200 && status < 300) return new DeliveryResult.Ok();
        if (status == 410) return new DeliveryResult.ConfigurationFault("the receiver is gone (410)");
        if (status == 429) return new DeliveryResult.Throttled("too many messages (429)", HOLD);
        if (status == 408 || status == 425)
            return new DeliveryResult.Retry("the receiver was not ready (" + status + ")", false);
        if (status >= 500) return new DeliveryResult.Retry("the receiver failed (" + status + ")", true);
        if (status >= 300 && status < 400)
            return new DeliveryResult.ConfigurationFault(
                    "the address redirects (" + status + "), which is not followed");
        if (status == 401 || status == 403 || status == 404)
            return new DeliveryResult.ConfigurationFault("the receiver refused (" + status + ")");
        return new DeliveryResult.Rejected("the receiver answered " + status, false);
    }
}
