package io.qingting.access.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A secret text that stands for a grant: 256 random bits, so that its plain SHA-256 can be stored and looked up. Shown once.
 *
 * @param text base64url after a prefix that tells people what it is for
 */
public record Token(String text) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int LONGEST = 200;

    /** A new random one. */
    public static Token random(String prefix) {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new Token(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** False for what cannot be a token, so that it need not be looked up. */
    public static boolean isPlausible(String text) {
        if (text.length() < 16 || text.length() > LONGEST) return false;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') return false;
        }
        return true;
    }

    /** SHA-256 of the text. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** The hash as text, for use as a key in memory. */
    public String hashText() {
        return HexFormat.of().formatHex(hash());
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "Token[…]";
    }
}
