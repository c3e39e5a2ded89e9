package io.qingting.ingest.app;

import io.qingting.kernel.Secrets;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Replaces customers' ids by keyed hashes (HMAC-SHA256, the first 128 bits as base64url), so that a customer who comes
 * back is known again, and nobody without the secret can tell who it is or try ids out.
 */
@Singleton
final class CustomerKeys implements UnaryOperator<String> {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;

    private final ThreadLocal<Mac> macs;

    CustomerKeys(Secrets secrets) {
        SecretKeySpec key =
                new SecretKeySpec(secrets.get(Secrets.Secret.CUSTOMER_KEY).getBytes(StandardCharsets.UTF_8), ALGORITHM);
        macs = ThreadLocal.withInitial(() -> mac(key));
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }

    @Override
    public String apply(String customerId) {
        byte[] hash = macs.get().doFinal(customerId.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
    }
}
