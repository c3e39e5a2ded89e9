package io.qingting.alert.channel;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signatures of robots and webhooks, as their vendors define them. */
final class Signatures {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String WEBHOOK_PREFIX = "whsec_";

    private Signatures() {}

    /** DingTalk's: the secret is the key, timestamp and secret are the message. Not yet encoded for an address. */
    static String dingTalk(String secret, long timestampMillis) {
        return base64(utf8(secret), utf8(timestampMillis + "\n" + secret));
    }

    /** As it stands in an address: encoded once. */
    static String inAddress(String signature) {
        return URLEncoder.encode(signature, StandardCharsets.UTF_8);
    }

    /** Feishu's: timestamp and secret are the key, the message is empty. */
    static String feishu(String secret, long timestampSeconds) {
        return base64(utf8(timestampSeconds + "\n" + secret), new byte[0]);
    }

    /**
     * Standard Webhooks 1.0.0, {@code v1}.
     *
     * @param secrets {@code whsec_} and base64; while one takes the place of another both, with a space between them
     * @return a signature by each secret, in their order, with a space between them: receivers take any that fits
     * @throws IllegalArgumentException where one is no such secret
     */
    static String standardWebhook(String secrets, String id, long timestampSeconds, byte[] body) {
        byte[] head = utf8(id + "." + timestampSeconds + ".");
        byte[] message = new byte[head.length + body.length];
        System.arraycopy(head, 0, message, 0, head.length);
        System.arraycopy(body, 0, message, head.length, body.length);
        return Arrays.stream(secrets.split(" "))
                .map(secret -> "v1," + base64(webhookKey(secret), message))
                .collect(Collectors.joining(" "));
    }

    /** The key of a webhook's secret, 24 to 64 bytes. */
    static byte[] webhookKey(String secret) {
        if (!secret.startsWith(WEBHOOK_PREFIX)) throw new IllegalArgumentException("the secret begins with whsec_");
        byte[] key = Base64.getDecoder().decode(secret.substring(WEBHOOK_PREFIX.length()));
        if (key.length < 24 || key.length > 64) throw new IllegalArgumentException("the secret has 24 to 64 bytes");
        return key;
    }

    private static String base64(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(message));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
