package io.qingting.alert.app;

import io.qingting.kernel.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets with AES-256-GCM and signs links with HMAC-SHA-256. What is sealed names its key, so that a key can be
 * changed: the first of {@link Secrets.Secret#SECRET_KEY} seals, all open. Blocks at its first use.
 */
@ApplicationScoped
public class Vault {
    private static final int ID_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Supplier<String> secret;
    private volatile List<Key> keys = List.of();

    @jakarta.inject.Inject
    Vault(Secrets secrets) {
        this(() -> secrets.get(Secrets.Secret.SECRET_KEY));
    }

    Vault(Supplier<String> secret) {
        this.secret = secret;
    }

    /** One key under its id, for each of its uses a key of its own. */
    private record Key(int id, byte[] sealing, byte[] signing) {}

    /** @param context what the text belongs to: it opens there only */
    public byte[] seal(String text, String context) {
        Key key = keys().getFirst();
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, key, nonce, text.getBytes(StandardCharsets.UTF_8), context);
        return ByteBuffer.allocate(ID_BYTES + NONCE_BYTES + sealed.length)
                .putInt(key.id())
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** @throws IllegalStateException where the key is not there any more, or the bytes belong to something else */
    public String open(byte[] sealed, String context) {
        ByteBuffer bytes = ByteBuffer.wrap(sealed);
        int id = bytes.getInt();
        Key key = keys().stream()
                .filter(each -> each.id() == id)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The key that sealed " + context
                        + " is not there: add the earlier key to QINGTING_SECRET_KEY, after a comma."));
        byte[] nonce = new byte[NONCE_BYTES];
        bytes.get(nonce);
        byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        return new String(crypt(Cipher.DECRYPT_MODE, key, nonce, rest, context), StandardCharsets.UTF_8);
    }

    /** False where an earlier key sealed it: to be sealed again. */
    public boolean isCurrent(byte[] sealed) {
        return ByteBuffer.wrap(sealed).getInt() == keys().getFirst().id();
    }

    /** A signature of 32 bytes. */
    public byte[] sign(String text) {
        return hmac(keys().getFirst().signing(), text);
    }

    /** Whether one of the keys signed it; takes the same time whatever is wrong. */
    public boolean isSigned(String text, byte[] signature) {
        boolean signed = false;
        for (Key key : keys()) signed |= MessageDigest.isEqual(hmac(key.signing(), text), signature);
        return signed;
    }

    private List<Key> keys() {
        List<Key> known = keys;
        if (!known.isEmpty()) return known;
        Map<Integer, Key> found = new LinkedHashMap<>();
        for (String each : secret.get().split(",", 20)) {
            String text = each.strip();
            if (text.isEmpty()) continue;
            Key key = new Key(
                    ByteBuffer.wrap(digest("id:" + text)).getInt(), digest("seal:" + text), digest("sign:" + text));
            found.putIfAbsent(key.id(), key);
        }
        if (found.isEmpty()) throw new IllegalStateException("QINGTING_SECRET_KEY holds no key.");
        keys = List.copyOf(found.values());
        return keys;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }

    private static byte[] crypt(int mode, Key key, byte[] nonce, byte[] text, String context) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    mode,
                    new SecretKeySpec(Arrays.copyOf(key.sealing(), 32), "AES"),
                    new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The secrets of " + context + " cannot be opened.", e);
        }
    }
}
