package io.qingting.alert.channel;

import com.fasterxml.jackson.databind.JsonNode;
import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.DeliveryResult;
import io.qingting.alert.domain.Utf8;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** WeCom's group robot: markdown, and people called by a second message in plain text, the only kind that can. */
@ApplicationScoped
class WeComChannel implements AlertChannel {
    static final String HOST = "qyapi.weixin.qq.com";
    private static final int TEXT_BYTES = 2_048;
    private static final Duration HOLD = Duration.ofSeconds(60);
    private static final String EVERYBODY = "@all";

    private final Outbound outbound;

    WeComChannel(Outbound outbound) {
        this.outbound = outbound;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.WECOM;
    }

    @Override
    public int parts(ChannelSettings settings, Post post) {
        return settings.markdown() && post.callsSomebody() ? 2 : 1;
    }

    @Override
    public int limit(ChannelSettings settings) {
        return settings.markdown() ? kind().bytes() : TEXT_BYTES;
    }

    @Override
    public int size(ChannelSettings settings, Post post) {
        return Utf8.length(content(settings, post));
    }

    @Override
    public Uni<Reading> send(ChannelSettings settings, Post post, int part, Instant now) {
        return outbound.post(
                Robots.address(
                        settings, HOST, "/cgi-bin/webhook/send?key=" + Signatures.inAddress(Robots.token(settings))),
                Map.of(),
                Robots.bytes(body(settings, post, part)),
                now,
                answer -> judge(answer.status(), answer.body()));
    }

    static Map<String, Object> body(ChannelSettings settings, Post post, int part) {
        if (part == 1) return text(Utf8.shorten(post.title(), TEXT_BYTES), post);
        if (!settings.markdown()) return text(content(settings, post), post);
        return Map.of("msgtype", "markdown", "markdown", Map.of("content", content(settings, post)));
    }

    private static String content(ChannelSettings settings, Post post) {
        String title = settings.markdown() ? "**" + post.title() + "**" : post.title();
        return post.plain() || post.text().isEmpty() ? title : title + "\n" + post.text();
    }

    private static Map<String, Object> text(String content, Post post) {
        List<String> users = new ArrayList<>(post.calls().stream()
                .map(Call::weComUserId)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        if (post.callAll()) users.add(EVERYBODY);
        List<String> mobiles = post.calls().stream()
                .filter(call -> call.weComUserId() == null)
                .map(Call::mobile)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return Map.of(
                "msgtype",
                "text",
                "text",
                Map.of("content", content, "mentioned_list", users, "mentioned_mobile_list", mobiles));
    }

    static DeliveryResult judge(int status, String body) {
        DeliveryResult byStatus = Robots.byStatus(status);
        if (byStatus != null) return byStatus;
        JsonNode answer = Robots.tree(body).orElse(null);
        if (answer == null || !answer.has("errcode")) return Robots.unreadable();
        int code = answer.path("errcode").asInt();
        return switch (code) {
            case 0 -> new DeliveryResult.Ok();
            case -1 -> new DeliveryResult.Retry("the vendor is busy", false);
            case 45009 -> new DeliveryResult.Throttled("too many messages a minute", HOLD);
            case 93000 ->
                new DeliveryResult.ConfigurationFault(
                        "the key is not valid: enter what follows key= in the robot's address");
            case 40058, 45002 -> new DeliveryResult.Rejected("the message is too long", true);
            default -> new DeliveryResult.Rejected("the vendor answered " + code, false);
        };
    }
}
