package io.qingting.alert.app;

import io.qingting.alert.domain.Alert;
import io.qingting.alert.domain.AlertKind;
import io.qingting.alert.domain.AlertState;
import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.MessagePlan;
import io.qingting.alert.domain.Notice;
import io.qingting.alert.domain.NoticeKind;
import io.qingting.kernel.ContactKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts alerts into words, by {@link Phrases}. Names no agent, and no single contact but VIPs' and complaints. */
@ApplicationScoped
public class Wording {
    /** A source that delivers within this is not called late. */
    private static final Duration PROMPT = Duration.ofSeconds(30);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);

    private final Floor floor;
    private final Phrases phrases;
    private final FigureWording figures;

    Wording(Floor floor, Phrases phrases) {
        this.floor = floor;
        this.phrases = phrases;
        this.figures = new FigureWording(phrases);
    }

    public String title(Voice voice, MessagePlan plan) {
        Notice worst = plan.groups().getFirst().worst().notice();
        Map<String, Object> data = data(voice, worst);
        data.put("count", Integer.toString(plan.size()));
        return phrases.written(voice, plan.groups().size() == 1 ? "title" : "title.many", data);
    }

    /**
     * @param more how many further ones wait for a message of their own
     * @param link where they can be seen; null: nowhere
     */
    public String text(Voice voice, MessagePlan plan, int more, @Nullable String link) {
        List<String> lines = new ArrayList<>();
        plan.groups().forEach(group -> lines.add(line(voice, group)));
        return String.join("\n", lines) + tail(voice, more, link);
    }

    /** The end of a text, which is kept however long the rest is: how many follow, and the link. */
    String tail(Voice voice, int more, @Nullable String link) {
        String following =
                more > 0 ? "\n" + phrases.written(voice, "more", Map.of("more", Integer.toString(more))) : "";
        return link == null ? following : following + "\n" + phrases.written(voice, "link", Map.of("url", link));
    }

    private String line(Voice voice, MessagePlan.Group group) {
        List<MessagePlan.Pending> all = group.pending();
        Map<String, Object> data = data(voice, group.worst().notice());
        data.put("count", Integer.toString(all.size()));
        data.put("delay", delay(voice.language(), all));
        if (all.size() == 1) {
            data.put("ids", Long.toString(group.worst().notice().alert().alertId()));
            return phrases.written(voice, "line", data);
        }
        data.put(
                "ids", all.stream().map(p -> "#" + p.notice().alert().alertId()).collect(Collectors.joining(" ")));
        return phrases.written(voice, "group", data);
    }

    /** The mark of a message that may have arrived before. */
    public String repeated(String language, String title) {
        return phrases.word(language, "repeat") + title;
    }

    public String test(String language, String channel) {
        return phrases.phrase(language, "test", Map.of("site", floor.siteName(), "channel", channel));
    }

    /** One alert in a few words, for a list. */
    public String summary(String language, Alert alert, Instant now) {
        return plain(language, alert, NoticeKind.RAISED, now);
    }

    private String plain(String language, Alert alert, NoticeKind kind, Instant now) {
        Voice voice = new Voice(language, Map.of(), now);
        Map<String, Object> data = data(voice, new Notice(0, kind, null, now, alert));
        data.put("ids", Long.toString(alert.alertId()));
        return phrases.written(voice, "line", data);
    }

    private Map<String, Object> data(Voice voice, Notice notice) {
        String language = voice.language();
        Alert alert = notice.alert();
        Map<String, Object> data = new HashMap<>();
        data.put("site", floor.siteName());
        data.put(
                "severity",
                phrases.word(language, "severity." + alert.severity().wireName()));
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
        String agentId = alert.subject().agentId();
        if (agentId != null && alert.kind() == AlertKind.HELP_WANTED) return someoneOf(language, agentId);
        if (agentId != null) return phrases.word(language, "agent");
        return switch (alert.kind()) {
            case SOURCE_SILENT, FOLD_LAGGING, CHANNEL_BROKEN -> "";
            case FIGURE_OFF, TARGET_WARNED, TARGET_BREACHED, HELP_WANTED -> phrases.word(language, "everywhere");
        };
    }

    /** A call for help names no agent either, but the team tells whose supervisor is called. */
    private String someoneOf(String language, String agentId) {
        String team = floor.teamOf(agentId);
        return team == null
                ? phrases.word(language, "agent")
                : phrases.phrase(language, "agent.of", Map.of("team", oneLine(floor.teamName(team))));
    }

    /** What it is about, such as "answer overdue". */
    public String what(String language, Alert alert) {
        String name = switch (alert.kind()) {
            case TARGET_WARNED, TARGET_BREACHED -> phrases.word(language, "target." + alert.name(), alert.name());
            // A rule that nobody named has the name of its metric.
            case FIGURE_OFF -> phrases.word(language, "metric." + alert.name(), alert.name());
            case HELP_WANTED -> phrases.word(language, "help." + alert.name(), alert.name());
            case SOURCE_SILENT, FOLD_LAGGING, CHANNEL_BROKEN -> alert.name();
        };
        String category = alert.category() == null ? "" : oneLine(alert.category());
        return phrases.phrase(
                language, "kind." + alert.kind().wireName(), Map.of("name", oneLine(name), "category", category));
    }

    /** What is told of it; of bad news that is over by the time it is told, that it is over. */
    private String verb(String language, Notice notice) {
        AlertState state = notice.alert().state();
        if (state instanceof AlertState.Closed && !notice.kind().isRelief()) {
            boolean ended = state instanceof AlertState.Resolved resolved && resolved.by() != null;
            return phrases.word(language, ended ? "over.ended" : "over." + state.wireName());
        }
        return phrases.word(language, "verb." + notice.kind().wireName());
    }

    private String late(String language, Alert alert, Instant now) {
        if (alert.due() == null) return "";
        Instant end = alert.endedAt() == null ? now : alert.endedAt();
        long seconds = Duration.between(alert.due(), end).toSeconds();
        return seconds < 1 ? "" : phrases.length(language, seconds);
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
        return phrases.phrase(language, "delay", Map.of("length", phrases.length(language, longest.toSeconds())));
    }

    /** Single contacts are named only where they are a VIP's or a complaint. */
    private String contact(String language, Alert alert) {
        if (alert.subject().contact() == null || !alert.subject().mayBeNamed()) return "";
        String word = phrases.word(language, alert.subject().complaint() ? "contact.complaint" : "contact.vip");
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

    /** The kinds of channels whose text is markdown unless an administrator chose otherwise. */
    public static boolean prefersMarkdown(ChannelKind kind) {
        return kind == ChannelKind.DINGTALK || kind == ChannelKind.WECOM;
    }
}
