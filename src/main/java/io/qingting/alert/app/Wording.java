package io.qingting.alert.app;

import io.qingting.alert.domain.Alert;
import io.qingting.alert.domain.AlertState;
import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.MessagePlan;
import io.qingting.alert.domain.Notice;
import io.qingting.alert.domain.NoticeKind;
import io.qingting.kernel.ContactKey;
import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts alerts into words, Chinese or English, by templates that an administrator may change. Templates see texts only, by
 * these names: site, severity, queue, what, verb, since, late, figure, contact, ids, count. No customer data.
 */
@ApplicationScoped
public class Wording {
    /** The templates that an administrator may change. */
    public static final Set<String> TEMPLATES =
            Set.of("title", "title.many", "line", "group", "digest.title", "digest.text");

    /** What templates may use. */
    private static final Set<String> NAMES = Set.of(
            "site",
            "severity",
            "queue",
            "what",
            "verb",
            "since",
            "late",
            "figure",
            "contact",
            "ids",
            "count",
            "delay",
            "shift",
            "day",
            "period",
            "offered",
            "answered",
            "limit",
            "within",
            "abandoned",
            "csat",
            "open",
            "critical",
            "breaches");

    private static final int MOST_CACHED = 200;
    /** A source that delivers within this is not called late. */
    private static final Duration PROMPT = Duration.ofSeconds(30);

    private static final long SECONDS_A_MINUTE = 60;
    private static final long SECONDS_AN_HOUR = 3_600;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);

    private final Floor floor;
    private final FigureWording figures = new FigureWording(this);
    private final Map<String, Properties> words = Map.of("zh", load("zh"), "en", load("en"));
    /** Without the resolver that calls methods of Java objects: a template reads texts and nothing else. */
    private final Engine engine = Engine.builder().addDefaults().build();

    private final Map<String, Template> parsed = new ConcurrentHashMap<>();

    Wording(Floor floor) {
        this.floor = floor;
    }

    private static Properties load(String language) {
        String name = "/alerts/" + language + ".properties";
        try (Reader in = new InputStreamReader(
                java.util.Objects.requireNonNull(Wording.class.getResourceAsStream(name)), StandardCharsets.UTF_8)) {
            Properties found = new Properties();
            found.load(in);
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + name + " cannot be read", e);
        }
    }

    /**
     * In whose words a message is written.
     *
     * @param language zh or en
     * @param own templates in place of ours, by name
     * @param now the floor's time
     */
    public record Voice(String language, Map<String, String> own, Instant now) {}

    /** The templates that hold where nobody changed them. */
    public String shipped(String language, String name) {
        return word(language, name);
    }

    /** @return what is wrong with a template, such as a name that there is not; null: nothing */
    public @Nullable String check(String text) {
        Map<String, String> sample = NAMES.stream().collect(Collectors.toMap(name -> name, name -> name));
        try {
            engine.parse(text).data(sample).render();
            return null;
        } catch (TemplateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    public String title(Voice voice, MessagePlan plan) {
        Notice worst = plan.groups().getFirst().worst().notice();
        Map<String, Object> data = data(voice, worst);
        data.put("count", Integer.toString(plan.size()));
        return render(voice, plan.groups().size() == 1 ? "title" : "title.many", data);
    }

    /**
     * @param more how many further ones wait for a message of their own
     * @param link where they can be seen; null: nowhere
     */
    public String text(Voice voice, MessagePlan plan, int more, @Nullable String link) {
        List<String> lines = new ArrayList<>();
        plan.groups().forEach(group -> lines.add(line(voice, group)));
        if (more > 0) lines.add(render(voice, "more", Map.of("more", Integer.toString(more))));
        if (link != null) lines.add(render(voice, "link", Map.of("url", link)));
        return String.join("\n", lines);
    }

    private String line(Voice voice, MessagePlan.Group group) {
        List<MessagePlan.Pending> all = group.pending();
        Map<String, Object> data = data(voice, group.worst().notice());
        data.put("count", Integer.toString(all.size()));
        data.put("delay", delay(voice.language(), all));
        if (all.size() == 1) {
            data.put("ids", Long.toString(group.worst().notice().alert().alertId()));
            return render(voice, "line", data);
        }
        data.put(
                "ids", all.stream().map(p -> "#" + p.notice().alert().alertId()).collect(Collectors.joining(" ")));
        return render(voice, "group", data);
    }

    /** The mark of a message that may have arrived before. */
    public String repeated(Voice voice, String title) {
        return word(voice.language(), "repeat") + title;
    }

    public String test(String language, String channel) {
        return render(
                new Voice(language, Map.of(), Instant.EPOCH),
                "test",
                Map.of("site", floor.siteName(), "channel", channel));
    }

    /** By a template that an administrator may change. */
    String written(Voice voice, String template, Map<String, ?> data) {
        return render(voice, template, data);
    }

    /** A phrase of ours, such as that of a button. */
    public String phrase(String language, String name, Map<String, String> data) {
        return render(new Voice(language, Map.of(), Instant.EPOCH), name, data);
    }

    /** One alert in a few words, for a list. */
    public String summary(String language, Alert alert, Instant now) {
        return plain(language, alert, NoticeKind.RAISED, now);
    }

    private String plain(String language, Alert alert, NoticeKind kind, Instant now) {
        Voice voice = new Voice(language, Map.of(), now);
        Map<String, Object> data = data(voice, new Notice(0, kind, null, now, alert));
        data.put("ids", Long.toString(alert.alertId()));
        return render(voice, "line", data);
    }

    private Map<String, Object> data(Voice voice, Notice notice) {
        String language = voice.language();
        Alert alert = notice.alert();
        Map<String, Object> data = new HashMap<>();
        data.put("site", floor.siteName());
        data.put("severity", word(language, "severity." + alert.severity().wireName()));
        data.put("queue", where(language, alert));
        data.put("what", what(language, alert));
        data.put("verb", verb(language, notice));
        data.put("since", instant(alert.since(), voice.now()));
        data.put("late", late(language, alert, voice.now()));
        data.put("figure", figures.text(voice, alert));
        data.put("contact", contact(language, alert));
        data.put("ids", Long.toString(alert.alertId()));
        data.put("count", "1");
        data.put("delay", "");
        return data;
    }

    /** Where it is: a queue, all of them, or somebody whom a message does not name; empty where what it is about says it. */
    private String where(String language, Alert alert) {
        String queue = alert.subject().queueId();
        if (queue != null) return oneLine(floor.queueName(queue));
        if (alert.subject().agentId() != null) return word(language, "agent");
        return switch (alert.kind()) {
            case SOURCE_SILENT, FOLD_LAGGING, CHANNEL_BROKEN -> "";
            case FIGURE_OFF, TARGET_WARNED, TARGET_BREACHED -> word(language, "everywhere");
        };
    }

    /** What it is about, such as "answer overdue". */
    public String what(String language, Alert alert) {
        String name = switch (alert.kind()) {
            case TARGET_WARNED, TARGET_BREACHED -> words(language).getProperty("target." + alert.name(), alert.name());
            // A rule that nobody named has the name of its metric.
            case FIGURE_OFF -> words(language).getProperty("metric." + alert.name(), alert.name());
            case SOURCE_SILENT, FOLD_LAGGING, CHANNEL_BROKEN -> alert.name();
        };
        return render(
                new Voice(language, Map.of(), Instant.EPOCH),
                "kind." + alert.kind().wireName(),
                Map.of("name", oneLine(name)));
    }

    /** What is told of it; of bad news that is over by the time it is told, that it is over. */
    private String verb(String language, Notice notice) {
        AlertState state = notice.alert().state();
        if (state instanceof AlertState.Closed && !notice.kind().isRelief()) {
            boolean ended = state instanceof AlertState.Resolved resolved && resolved.by() != null;
            return word(language, ended ? "over.ended" : "over." + state.wireName());
        }
        return word(language, "verb." + notice.kind().wireName());
    }

    private String late(String language, Alert alert, Instant now) {
        if (alert.due() == null) return "";
        Instant end = alert.endedAt() == null ? now : alert.endedAt();
        long seconds = Duration.between(alert.due(), end).toSeconds();
        return seconds < 1 ? "" : length(language, seconds);
    }

    private String length(String language, long seconds) {
        if (seconds < 2 * SECONDS_A_MINUTE) return count(language, "seconds", seconds);
        if (seconds < 2 * SECONDS_AN_HOUR) return count(language, "minutes", seconds / SECONDS_A_MINUTE);
        return count(language, "hours", seconds / SECONDS_AN_HOUR);
    }

    /** How late what it rests on usually arrives: whoever reads it may have seen to it before. */
    private String delay(String language, List<MessagePlan.Pending> all) {
        Duration longest = Duration.ZERO;
        for (MessagePlan.Pending each : all) {
            ContactKey contact = each.notice().alert().subject().contact();
            if (contact == null) continue;
            Duration delay = floor.delay(contact.sourceId()).orElse(Duration.ZERO);
            if (delay.compareTo(longest) > 0) longest = delay;
        }
        if (longest.compareTo(PROMPT) < 0) return "";
        return render(
                new Voice(language, Map.of(), Instant.EPOCH),
                "delay",
                Map.of("length", length(language, longest.toSeconds())));
    }

    String count(String language, String unit, long n) {
        return render(new Voice(language, Map.of(), Instant.EPOCH), unit, Map.of("n", Long.toString(n)));
    }

    /** Single contacts are named only where they are a VIP's or a complaint. */
    private String contact(String language, Alert alert) {
        if (alert.subject().contact() == null || !alert.subject().mayBeNamed()) return "";
        String word = word(language, alert.subject().complaint() ? "contact.complaint" : "contact.vip");
        return word + " " + oneLine(alert.subject().contact().contactId());
    }

    private String instant(Instant instant, Instant now) {
        ZonedDateTime at = instant.atZone(floor.zone());
        boolean today = at.toLocalDate().equals(now.atZone(floor.zone()).toLocalDate());
        return (today ? TIME : DAY).format(at);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private Properties words(String language) {
        Properties found = words.get(language);
        return found == null ? java.util.Objects.requireNonNull(words.get("zh")) : found;
    }

    private String word(String language, String key) {
        String found = words(language).getProperty(key);
        if (found == null) throw new IllegalArgumentException("no word for " + key);
        return found;
    }

    private String render(Voice voice, String name, Map<String, ?> data) {
        String own = voice.own().get(name);
        if (own != null) {
            try {
                return render(own, data);
            } catch (TemplateException e) {
                // A template that fails must not keep an alert from being told: ours takes its place.
                return render(word(voice.language(), name), data);
            }
        }
        return render(word(voice.language(), name), data);
    }

    private String render(String template, Map<String, ?> data) {
        if (parsed.size() > MOST_CACHED) parsed.clear();
        return parsed.computeIfAbsent(template, engine::parse).data(data).render();
    }

    /** The kinds of channels whose text is markdown unless an administrator chose otherwise. */
    public static boolean prefersMarkdown(ChannelKind kind) {
        return kind == ChannelKind.DINGTALK || kind == ChannelKind.WECOM;
    }
}
