package io.qingting.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;

/** A random secret in a file that only its owner may read; made when it is not there. */
final class SecretFile {
    private static final int BYTES = 32;

    private SecretFile() {}

    /** The secret: 32 random bytes as base64url text without padding. */
    static String readOrCreate(Path file) throws IOException {
        if (Files.exists(file)) return Files.readString(file).strip();
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        // A temporary file is the owner's alone; the move makes the secret appear whole or not at all.
        Path written = Files.createTempFile(file.toAbsolutePath().getParent(), "secret", ".tmp");
        Files.writeString(written, secret + "\n");
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        return secret;
    }
}
