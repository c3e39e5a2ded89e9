package io.qingting.config;

import io.qingting.kernel.Secrets;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Secrets from the environment ({@code QINGTING_CUSTOMER_KEY_SECRET}, {@code QINGTING_ADMIN_KEY}, {@code QINGTING_SECRET_KEY}), else from the data folder. */
@Singleton
final class FileSecrets implements Secrets {
    private final Path dataDir;
    private final Map<Secret, Optional<String>> given;
    private final Map<Secret, String> known = new ConcurrentHashMap<>();

    FileSecrets(
            @ConfigProperty(name = "qingting.data", defaultValue = "data") Path dataDir,
            @ConfigProperty(name = "qingting.customer-key-secret") Optional<String> customerKey,
            @ConfigProperty(name = "qingting.admin-key") Optional<String> adminKey,
            @ConfigProperty(name = "qingting.secret-key") Optional<String> secretKey) {
        this.dataDir = dataDir;
        this.given = Map.of(Secret.CUSTOMER_KEY, customerKey, Secret.ADMIN_KEY, adminKey, Secret.SECRET_KEY, secretKey);
    }

    @Override
    public String get(Secret which) {
        return known.computeIfAbsent(
                which, secret -> given.getOrDefault(secret, Optional.empty()).orElseGet(() -> kept(secret)));
    }

    private String kept(Secret secret) {
        String file = switch (secret) {
            case CUSTOMER_KEY -> "customer.key";
            case ADMIN_KEY -> "admin.key";
            case SECRET_KEY -> "secret.key";
        };
        try {
            return SecretFile.readOrCreate(Files.createDirectories(dataDir).resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The secret in " + dataDir.resolve(file) + " can be neither read nor made.", e);
        }
    }
}
