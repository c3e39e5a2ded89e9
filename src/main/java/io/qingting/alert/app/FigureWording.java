package io.qingting.alert.app;

import io.qingting.alert.domain.Alert;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the figure of an alert into words: its value, what it should be, and the N beside it. */
final class FigureWording {
    private static final double PERCENT = 100;
    private static final long SECONDS_A_MINUTE = 60;
    /** Up to here people count in seconds. */
    private static final long MANY_SECONDS = 600;

    private final Phrases phrases;

    FigureWording(Phrases phrases) {
        this.phrases = phrases;
    }

    /** Empty where the alert is on no figure. */
    String text(Voice voice, Alert alert) {
        Double value = alert.value();
        Double threshold = alert.threshold();
        String metric = alert.metric();
        if (value == null || threshold == null || metric == null) return "";
        Long n = alert.sample();
        return phrases.written(
                voice,
                value > threshold ? "figure.above" : "figure.below",
                Map.of(
                        "value", amount(voice.language(), metric, value),
                        "threshold", amount(voice.language(), metric, threshold),
                        "sample", n == null || n == 0 ? "" : Long.toString(n),
                        "period", period(voice.language(), alert.period())));
    }

    /** Of one day its date, of more the first and the last; empty where the figure is of no whole period. */
    private String period(String language, @Nullable String period) {
        if (period == null) return "";
        int slash = period.indexOf('/');
        String from = period.substring(0, slash);
        String to = period.substring(slash + 1);
        return from.equals(to) ? from : phrases.phrase(language, "period", Map.of("from", from, "to", to));
    }

    /** A figure with its unit, which follows from the metric (METRICS.md). */
    private String amount(String language, String metric, double value) {
        if (metric.endsWith("Seconds")) return length(language, Math.round(value));
        return switch (metric) {
            case "serviceLevel", "abandonmentRate", "complaintCategoryShare" -> decimal(value * PERCENT) + " %";
            case "availableAgents" -> phrases.count(language, "people", Math.round(value));
            default -> decimal(value);
        };
    }

    private String length(String language, long seconds) {
        boolean inMinutes = seconds >= MANY_SECONDS || seconds > 0 && seconds % SECONDS_A_MINUTE == 0;
        return inMinutes
                ? phrases.count(language, "minutes", seconds / SECONDS_A_MINUTE)
                : phrases.count(language, "seconds", seconds);
    }

    private static String decimal(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
