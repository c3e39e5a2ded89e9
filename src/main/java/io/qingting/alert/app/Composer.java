package io.qingting.alert.app;

import io.qingting.alert.channel.AlertChannel;
import io.qingting.alert.channel.AlertChannel.Call;
import io.qingting.alert.channel.AlertChannel.Post;
import io.qingting.alert.channel.ChannelSettings;
import io.qingting.alert.domain.Alert;
import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.DutyShift;
import io.qingting.alert.domain.MessagePlan;
import io.qingting.alert.domain.Severity;
import io.qingting.alert.domain.Utf8;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a message that fits: as many alerts as the channel's limit allows, worst first. The others wait for the next. */
@ApplicationScoped
class Composer {
    private final Wording wording;

    Composer(Wording wording) {
        this.wording = wording;
    }

    /**
     * @param plan what the message names
     * @param post the message, without the mark of a repetition
     */
    record Written(MessagePlan plan, Post post) {}

    /**
     * @param onDuty whom it calls
     * @param own templates in place of ours
     * @param link where the alerts can be seen and acknowledged; null: nowhere
     * @param now the floor's time
     */
    Written write(
            AlertChannel channel,
            ChannelSettings settings,
            MessagePlan plan,
            long messageId,
            List<DutyShift> onDuty,
            Map<String, String> own,
            @Nullable String link,
            Instant now) {
        Draft draft = new Draft(settings, plan, messageId, calls(onDuty), own, link, now);
        int fits = 1;
        int tooMany = plan.size() + 1;
        // One always goes, shortened if need be; the largest number that fits lies between.
        while (tooMany - fits > 1) {
            int middle = (fits + tooMany) >>> 1;
            if (fits(channel, settings, post(draft, middle))) fits = middle;
            else tooMany = middle;
        }
        String tail = wording.tail(draft.voice(), plan.size() - fits, link);
        return new Written(plan.first(fits), shortened(channel, settings, post(draft, fits), tail));
    }

    private record Draft(
            ChannelSettings settings,
            MessagePlan plan,
            long messageId,
            List<Call> calls,
            Map<String, String> own,
            @Nullable String link,
            Instant now) {
        Voice voice() {
            return new Voice(settings.language(), own, now);
        }
    }

    private Post post(Draft draft, int named) {
        MessagePlan part = draft.plan().first(named);
        boolean critical = part.groups().stream()
                .map(group -> group.worst().notice())
                .anyMatch(notice -> notice.alert().severity() == Severity.CRITICAL
                        && !notice.kind().isRelief());
        return new Post(
                "qt-" + draft.messageId(),
                wording.title(draft.voice(), part),
                wording.text(draft.voice(), part, draft.plan().size() - named, draft.link()),
                draft.calls(),
                draft.settings().callAll() && critical,
                false,
                data(draft.settings().kind(), part));
    }

    /** The mark of a repetition has to fit as well. */
    private boolean fits(AlertChannel channel, ChannelSettings settings, Post post) {
        return channel.size(settings, marked(settings, post)) <= channel.limit(settings);
    }

    private Post marked(ChannelSettings settings, Post post) {
        return withTitle(post, wording.repeated(settings.language(), post.title()));
    }

    /**
     * Cuts the text at a character's boundary until the whole fits, then the title.
     *
     * @param tail with which the text ends, and which stays
     */
    private Post shortened(AlertChannel channel, ChannelSettings settings, Post post, String tail) {
        Post it = post;
        for (int tries = 0; tries < 40 && !fits(channel, settings, it); tries++) {
            int over = channel.size(settings, marked(settings, it)) - channel.limit(settings);
            String head = it.text().substring(0, it.text().length() - tail.length());
            int length = Utf8.length(head);
            it = length > 3
                    ? withText(it, Utf8.shorten(head, Math.max(3, length - Math.max(1, over))) + tail)
                    : withTitle(it, Utf8.shorten(it.title(), Math.max(3, Utf8.length(it.title()) - Math.max(1, over))));
        }
        return it;
    }

    static Post withTitle(Post post, String title) {
        return new Post(post.id(), title, post.text(), post.calls(), post.callAll(), post.plain(), post.data());
    }

    private static Post withText(Post post, String text) {
        return new Post(post.id(), post.title(), text, post.calls(), post.callAll(), post.plain(), post.data());
    }

    private static List<Call> calls(List<DutyShift> onDuty) {
        return onDuty.stream()
                .map(shift -> new Call(
                        shift.mobile(),
                        shift.dingTalkUserId(),
                        shift.weComUserId(),
                        shift.feishuUserId(),
                        shift.email()))
                .distinct()
                .toList();
    }

    /** For programs: the same alerts as values. Single contacts and agents are not in it. */
    private static String data(ChannelKind kind, MessagePlan plan) {
        if (kind != ChannelKind.WEBHOOK) return "[]";
        JsonArray alerts = new JsonArray();
        for (MessagePlan.Pending pending : plan.all()) {
            Alert alert = pending.notice().alert();
            JsonObject row = new JsonObject()
                    .put("alertId", Long.toString(alert.alertId()))
                    .put("notice", pending.notice().kind().wireName())
                    .put("kind", alert.kind().wireName())
                    .put("severity", alert.severity().wireName())
                    .put("state", alert.state().wireName())
                    .put("name", alert.name())
                    .put("queueId", alert.subject().queueId())
                    .put("sinceAt", alert.since().toString());
            if (alert.due() != null) row.put("dueAt", alert.due().toString());
            alerts.add(row);
        }
        return alerts.encode();
    }
}
