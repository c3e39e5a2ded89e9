package io.qingting.alert.channel;

import com.fasterxml.jackson.databind.JsonNode;
import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.DeliveryResult;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Feishu's group robot: the signature stands in the body. */
@ApplicationScoped
class FeishuChannel implements AlertChannel {
    static final String HOST = "open.feishu.cn";
    private static final Duration HOLD = Duration.ofSeconds(60);

    private final Outbound outbound;

    FeishuChannel(Outbound outbound) {
        this.outbound = outbound;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.FEISHU;
    }

    @Override
    public int size(ChannelSettings settings, Post post) {
        return Robots.bytes(body(settings, post, Instant.EPOCH)).length + SIGNATURE_BYTES;
    }

    /** A timestamp of today is longer than the epoch's. */
    private static final int SIGNATURE_BYTES = 16;

    @Override
    public Uni<Reading> send(ChannelSettings settings, Post post, int part, Instant now) {
        return outbound.post(
                Robots.address(settings, HOST, "/open-apis/bot/v2/hook/" + Robots.token(settings)),
                Map.of(),
                Robots.bytes(body(settings, post, now)),
                now,
                answer -> judge(answer.status(), answer.body()));
    }

    static Map<String, Object> body(ChannelSettings settings, Post post, Instant now) {
        Map<String, Object> body = new LinkedHashMap<>();
        String secret = settings.secret();
        if (secret != null) {
            body.put("timestamp", Long.toString(now.getEpochSecond()));
            body.put("sign", Signatures.feishu(secret, now.getEpochSecond()));
        }
        body.put("msg_type", "text");
        body.put("content", Map.of("text", text(settings, post)));
        return body;
    }

    private static String text(ChannelSettings settings, Post post) {
        String keyword = settings.keyword();
        String title = keyword == null || post.title().contains(keyword) ? post.title() : keyword + " " + post.title();
        String called = post.calls().stream()
                .map(Call::feishuUserId)
                .filter(Objects::nonNull)
                .distinct()
                .map(id -> "<at user_id=\"" + id + "\"></at>")
                .collect(Collectors.joining(" "));
        String everybody = post.callAll() ? "<at user_id=\"all\"></at>" : "";
        String text = post.plain() ? "" : post.text();
        return Stream.of(title, text, called, everybody)
                .filter(piece -> !piece.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    static DeliveryResult judge(int status, String body) {
        DeliveryResult byStatus = status == 400 ? null : Robots.byStatus(status);
        if (byStatus != null) return byStatus;
        JsonNode answer = Robots.tree(body).orElse(null);
        if (answer == null || !(answer.has("code") || answer.has("StatusCode"))) return Robots.unreadable();
        int code = answer.has("code")
                ? answer.path("code").asInt()
                : answer.path("StatusCode").asInt();
        return switch (code) {
            case 0 -> new DeliveryResult.Ok();
            case 11232 -> new DeliveryResult.Throttled("too many messages", HOLD);
            case 19021 ->
                new DeliveryResult.ConfigurationFault(
                        "the signature does not match: check the secret and the server's clock");
            case 19022 -> new DeliveryResult.ConfigurationFault("this server's address is not on the robot's list");
            case 19024 -> new DeliveryResult.ConfigurationFault("the keyword is not in the message");
            case 19001 -> new DeliveryResult.ConfigurationFault("the token does not exist");
            case 9499, 19036 -> new DeliveryResult.Rejected("the vendor does not take this message", true);
            default -> new DeliveryResult.Rejected("the vendor answered " + code, false);
        };
    }
}
