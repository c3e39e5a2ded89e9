package io.qingting.alert.domain;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The ways out that we know, with our limits below what their vendors publish.
 */
public enum ChannelKind {
    DINGTALK(18, 3, 0, 20_000),
    WECOM(18, 3, 0, 4_096),
    FEISHU(90, 10, 250, 20_000),
    WEBHOOK(600, 60, 0, 20_000),
    EMAIL(30, 5, 0, 200_000);

    private final int perMinute;
    private final int reserved;
    private final Duration gap;
    private final int bytes;

    ChannelKind(int perMinute, int reserved, int gapMillis, int bytes) {
        this.perMinute = perMinute;
        this.reserved = reserved;
        this.gap = Duration.ofMillis(gapMillis);
        this.bytes = bytes;
    }

    /** Most posts in any 60 s by our own choice, below what the vendor publishes. */
    public int perMinute() {
        return perMinute;
    }

    /** @param wanted posts in any 60 s, 2 or more: an administrator's choice for this channel */
    public Pacing pacing(int wanted) {
        return new Pacing(wanted, Math.min(reserved, wanted / 2), gap);
    }

    /** Most bytes of what the vendor measures: of WeCom the content, of the others the whole body. */
    public int bytes() {
        return bytes;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ChannelKind> ofWireName(String name) {
        return Arrays.stream(values()).filter(k -> k.wireName().equals(name)).findFirst();
    }
}
