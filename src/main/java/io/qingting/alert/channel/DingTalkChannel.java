package io.qingting.alert.channel;

import com.fasterxml.jackson.databind.JsonNode;
import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.DeliveryResult;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** DingTalk's group robot: keyword, signature, text and markdown, calls by mobile number and user id. */
@ApplicationScoped
class DingTalkChannel implements AlertChannel {
    static final String HOST = "oapi.dingtalk.com";
    private static final Duration HOLD = Duration.ofMinutes(10);

    private static final DeliveryResult TIME_REFUSED =
            new DeliveryResult.ConfigurationFault("the timestamp is not accepted: check the server's clock");
    private static final DeliveryResult SIGNATURE_REFUSED =
            new DeliveryResult.ConfigurationFault("the signature does not match: check the secret");

    private final Outbound outbound;
    /** How far our clock is ahead of the vendor's, where that mattered; by channel. */
    private final Map<Long, Duration> ahead = new ConcurrentHashMap<>();

    DingTalkChannel(Outbound outbound) {
        this.outbound = outbound;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.DINGTALK;
    }

    @Override
    public int size(ChannelSettings settings, Post post) {
        return Robots.bytes(body(settings, post)).length;
    }

    /** A signature that is refused for its time is made once more, by the vendor's clock; from then on at once. */
    @Override
    public Uni<Reading> send(ChannelSettings settings, Post post, int part, Instant now) {
        Duration known = ahead.getOrDefault(settings.channelId(), Duration.ZERO);
        return post(settings, post, now, now.minus(known)).chain(first -> {
            Duration seen = first.clockAhead();
            if (settings.secret() == null || seen == null || !isTimeRefused(first.result(), seen))
                return Uni.createFrom().item(first);
            return post(settings, post, now, now.minus(seen)).invoke(second -> {
                if (second.result() instanceof DeliveryResult.Ok) ahead.put(settings.channelId(), seen);
            });
        });
    }

    /** @param signedAt the instant that the signature carries */
    private Uni<Reading> post(ChannelSettings settings, Post post, Instant now, Instant signedAt) {
        String path = "/robot/send?access_token=" + Signatures.inAddress(Robots.token(settings));
        String secret = settings.secret();
        if (secret != null) {
            long timestamp = signedAt.toEpochMilli();
            path += "&timestamp=" + timestamp + "&sign=" + Signatures.inAddress(Signatures.dingTalk(secret, timestamp));
        }
        return outbound.post(
                Robots.address(settings, HOST, path),
                Map.of(),
                Robots.bytes(body(settings, post)),
                now,
                answer -> judge(answer.status(), answer.body()));
    }

    /** Of a signature that does not match the clock is to blame only where it is wrong. */
    private static boolean isTimeRefused(DeliveryResult result, Duration clockAhead) {
        return result.equals(TIME_REFUSED)
                || (result.equals(SIGNATURE_REFUSED) && clockAhead.abs().compareTo(Reading.EXACT) > 0);
    }

    static Map<String, Object> body(ChannelSettings settings, Post post) {
        List<String> mobiles = calls(post, Call::mobile);
        List<String> users = calls(post, Call::dingTalkUserId);
        // Numbers and ids that are not written in the text too are not shown as a call.
        String called = Stream.concat(mobiles.stream(), users.stream())
                .map(id -> "@" + id)
                .reduce("", (all, one) -> all + " " + one);
        Map<String, Object> at = Map.of("atMobiles", mobiles, "atUserIds", users, "isAtAll", post.callAll());
        String title = withKeyword(settings, post);
        String text = post.plain() ? "" : post.text();
        if (!settings.markdown()) {
            return Map.of("msgtype", "text", "text", Map.of("content", joined(title, text, called.strip())), "at", at);
        }
        String markdown = joined("#### " + title, text.replace("\n", "\n\n"), called.strip());
        return Map.of("msgtype", "markdown", "markdown", Map.of("title", title, "text", markdown), "at", at);
    }

    private static List<String> calls(Post post, java.util.function.Function<Call, String> id) {
        return post.calls().stream().map(id).filter(Objects::nonNull).distinct().toList();
    }

    private static String withKeyword(ChannelSettings settings, Post post) {
        String keyword = settings.keyword();
        boolean there = keyword == null || post.title().contains(keyword);
        return there ? post.title() : keyword + " " + post.title();
    }

    private static String joined(String... pieces) {
        return String.join(
                "\n\n", Stream.of(pieces).filter(piece -> !piece.isEmpty()).toList());
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
            case 130101, 410100 -> new DeliveryResult.Throttled("too many messages a minute", HOLD);
            case 90030 -> new DeliveryResult.ConfigurationFault("the robot's quota is used up: ask the group's owner");
            case 310000 -> security(answer.path("errmsg").asText());
            case 300001, 300005 ->
                new DeliveryResult.ConfigurationFault("the token does not exist: paste the robot's address again");
            case 400101, 88 -> new DeliveryResult.ConfigurationFault("the token is missing");
            case 400102 -> new DeliveryResult.ConfigurationFault("the robot was stopped: start it in the group");
            case 400106 -> new DeliveryResult.ConfigurationFault("the robot is gone: add one and enter its token");
            case 400013 -> new DeliveryResult.ConfigurationFault("the group was dissolved");
            case 430101, 430102, 430103, 430104 -> new DeliveryResult.Rejected("the content is not allowed", true);
            case 460101, 101002 -> new DeliveryResult.Rejected("the message is too long", true);
            default -> new DeliveryResult.Rejected("the vendor answered " + code, false);
        };
    }

    /** One code for four causes: told apart by words, in both languages. */
    private static DeliveryResult security(String message) {
        String words = message.toLowerCase(Locale.ROOT);
        if (words.contains("invalid timestamp")) {
            return TIME_REFUSED;
        }
        if (words.contains("sign") || words.contains("签名")) {
            return SIGNATURE_REFUSED;
        }
        if (words.contains("keyword") || words.contains("关键词")) {
            return new DeliveryResult.ConfigurationFault(
                    "the keyword is not in the message: enter the robot's keyword here");
        }
        if (words.contains("whitelist") || words.contains("白名单") || words.contains("ip ")) {
            return new DeliveryResult.ConfigurationFault(
                    "this server's address is not on the robot's list: add the address it goes out by");
        }
        return new DeliveryResult.ConfigurationFault("the robot's security settings refuse the message");
    }
}
