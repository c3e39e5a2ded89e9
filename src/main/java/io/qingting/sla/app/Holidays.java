package io.qingting.sla.app;

import io.qingting.sla.domain.PublicHolidays;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Public holidays as they ship with the product: one file a country in {@code calendars/}. */
public final class Holidays {
    private static final Map<String, PublicHolidays> SHIPPED = Map.of("cn", read("cn"));

    private Holidays() {}

    /** Null: none are shipped of this country. */
    public static @Nullable PublicHolidays of(String country) {
        return SHIPPED.get(country);
    }

    private static PublicHolidays read(String country) {
        try (InputStream in = Holidays.class.getResourceAsStream("/calendars/" + country + ".csv")) {
            byte[] bytes =
                    Objects.requireNonNull(in, "no holidays of " + country).readAllBytes();
            return PublicHolidays.parse(country, new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
