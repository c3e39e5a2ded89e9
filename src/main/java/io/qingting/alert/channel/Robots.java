package io.qingting.alert.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.alert.domain.DeliveryResult;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the robots share: their host, and JSON both ways. */
final class Robots {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Robots() {}

    /** The vendor's host, or the one that the administrator put in its place: without TLS only where that says http://. */
    static URI address(ChannelSettings settings, String vendorHost, String pathAndQuery) {
        String host = settings.host();
        if (host == null) return URI.create("https://" + vendorHost + pathAndQuery);
        return URI.create((host.startsWith("http://") ? host : "https://" + host) + pathAndQuery);
    }

    static String token(ChannelSettings settings) {
        String token = settings.token();
        return token == null ? "" : token;
    }

    static byte[] bytes(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON", e);
        }
    }

    static String text(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON", e);
        }
    }

    /** The answer's tree; empty where it is no JSON object. */
    static Optional<JsonNode> tree(String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            return tree != null && tree.isObject() ? Optional.of(tree) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** What a status other than 200 says by itself; null: look at the body. */
    static @Nullable DeliveryResult byStatus(int status) {
        if (status == 200) return null;
        if (status == 429) return new DeliveryResult.Retry("too many requests (429)", false);
        if (status >= 500) return new DeliveryResult.Retry("the vendor's server failed (" + status + ")", true);
        if (status >= 300 && status < 400)
            return new DeliveryResult.ConfigurationFault(
                    "the address redirects (" + status + "), which is not followed");
        return new DeliveryResult.ConfigurationFault("the vendor refused the address (" + status + ")");
    }

    /** Half an answer, or one of something that is no robot: it may have been delivered. */
    static DeliveryResult unreadable() {
        return new DeliveryResult.Retry("the answer cannot be read", true);
    }
}
