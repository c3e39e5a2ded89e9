package io.qingting.alert.app;

import io.qingting.alert.domain.AlertCounts;
import io.qingting.alert.domain.Digest;
import io.qingting.alert.domain.FloorFigures;
import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts a digest into words. Each rate stands with its N; what there is no data for is a dash. */
@ApplicationScoped
class DigestWording {
    private static final int MOST_QUEUES = 20;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd", Locale.ROOT);

    private final Phrases phrases;
    private final Floor floor;

    DigestWording(Phrases phrases, Floor floor) {
        this.phrases = phrases;
        this.floor = floor;
    }

    /** A message's title and its lines. */
    record Written(String title, String text) {}

    Written write(Voice voice, Digest digest, Digest.Span span, FloorFigures figures, AlertCounts alerts) {
        String language = voice.language();
        ZoneId zone = floor.zone();
        Map<String, Object> data = new HashMap<>();
        data.put("site", floor.siteName());
        data.put("shift", shift(language, span));
        data.put("day", DAY.format(span.from().atZone(zone)));
        data.put(
                "period",
                TIME.format(span.from().atZone(zone)) + "–"
                        + TIME.format(span.until().atZone(zone)));
        data.put("queue", queues(digest.queues()));
        data.put("offered", Long.toString(figures.offered()));
        data.put("answered", Long.toString(figures.answered()));
        data.put("limit", Long.toString(FloorReports.ANSWERED_WITHIN.toSeconds()));
        data.put("within", rate(language, figures.answeredWithin()));
        data.put("abandoned", rate(language, figures.abandonmentRate()));
        data.put("csat", mean(language, figures.csat()));
        data.put("open", Long.toString(alerts.open()));
        data.put("critical", Long.toString(alerts.critical()));
        data.put("breaches", Long.toString(alerts.breaches()));
        return new Written(phrases.written(voice, "digest.title", data), phrases.written(voice, "digest.text", data));
    }

    private static String shift(String language, Digest.Span span) {
        Digest.Shift shift = span.shift();
        if (shift == null) return "";
        return language.equals("en") ? shift.nameEn() : shift.name();
    }

    private String queues(List<String> ids) {
        String named = ids.stream().limit(MOST_QUEUES).map(floor::queueName).collect(Collectors.joining(", "));
        return ids.size() > MOST_QUEUES ? named + " …" : named;
    }

    private String rate(String language, Ratio ratio) {
        String value =
                ratio.total() == 0 ? "—" : String.format(Locale.ROOT, "%.1f %%", 100.0 * ratio.hits() / ratio.total());
        return withN(language, value, ratio.total());
    }

    private String mean(String language, Mean mean) {
        String value = mean.count() == 0 ? "—" : String.format(Locale.ROOT, "%.2f", mean.sum() / mean.count());
        return withN(language, value, mean.count());
    }

    private String withN(String language, String value, long n) {
        return phrases.phrase(language, "digest.figure", Map.of("value", value, "n", Long.toString(n)));
    }
}
