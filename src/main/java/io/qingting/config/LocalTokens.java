package io.qingting.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * Tokens that this machine gave to itself, kept in a file that only its owner may read, so that the links printed at every
 * start stay the same. Blocks; for one thread at a time.
 */
final class LocalTokens {
    private final Path file;

    LocalTokens(Path dataFolder) {
        this.file = dataFolder.resolve("local.tokens");
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(read().getProperty(name));
    }

    void put(String name, String token) {
        Properties all = read();
        all.setProperty(name, token);
        try {
            // A temporary file is the owner's alone; the move makes the new content appear whole or not at all.
            Path written = Files.createTempFile(file.toAbsolutePath().getParent(), "tokens", ".tmp");
            try (var out = Files.newOutputStream(written)) {
                all.store(out, "Tokens of this machine's own screens and sources. Secret.");
            }
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The tokens in " + file + " cannot be written.", e);
        }
    }

    private Properties read() {
        Properties all = new Properties();
        if (!Files.exists(file)) return all;
        try (var in = Files.newInputStream(file)) {
            all.load(in);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("The tokens in " + file + " cannot be read.", e);
        }
    }
}
