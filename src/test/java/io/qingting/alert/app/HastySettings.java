package io.qingting.alert.app;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Settings of one that does not wait long for the database. */
record HastySettings(AlertSettings others, Duration databaseLimit) implements AlertSettings {
    @Override
    public boolean delivery() {
        return others.delivery();
    }

    @Override
    public Optional<URI> publicUrl() {
        return others.publicUrl();
    }

    @Override
    public Duration linkLife() {
        return others.linkLife();
    }

    @Override
    public Duration poll() {
        return others.poll();
    }

    @Override
    public Duration lease() {
        return others.lease();
    }

    @Override
    public Duration messageRetention() {
        return others.messageRetention();
    }

    @Override
    public Duration deadLetterRetention() {
        return others.deadLetterRetention();
    }

    @Override
    public Duration alertRetention() {
        return others.alertRetention();
    }

    @Override
    public Duration longestSilence() {
        return Duration.ofHours(8);
    }
}
