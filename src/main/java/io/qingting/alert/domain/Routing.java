package io.qingting.alert.domain;

import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides who is told of a notice: nobody for now, nobody at all, or the channels of the routes that take it. */
public final class Routing {
    private Routing() {}

    /** What becomes of a notice. */
    public sealed interface Decision {
        /** @param ways one a channel, at least one */
        record Tell(List<Way> ways) implements Decision {}

        /** @param by what holds it: {@code alert:{id}} or {@code silence:{id}}. It is decided again when that ends */
        record Hold(String by) implements Decision {}

        /** Nobody is to be told, now or later. */
        record Drop(String why) implements Decision {}
    }

    /** @param duty whom the message calls; null: nobody */
    public record Way(long channelId, @Nullable String duty) {}

    /** A queue that is in trouble itself, by an open alert on one of its figures. */
    public record Trouble(long alertId, String queueId) {
        String holder() {
            return "alert:" + alertId;
        }
    }

    /**
     * @param troubles open alerts on figures of queues, severity critical
     * @param now machine's time
     * @param localTime of the site
     */
    public static Decision decide(
            Notice notice,
            List<Trouble> troubles,
            List<Silence> silences,
            List<Route> routes,
            Instant now,
            LocalTime localTime) {
        Alert alert = notice.alert();
        if (alert.consoleOnly()) return new Decision.Drop("screens only");
        if (isOverUntold(notice)) return new Decision.Drop("over before it was told");
        if (!notice.kind().isRelief()) {
            for (Silence silence : silences) if (silence.covers(alert, now)) return new Decision.Hold(silence.holder());
            for (Trouble trouble : troubles) if (holdsBack(trouble, alert)) return new Decision.Hold(trouble.holder());
        }
        List<Way> ways = ways(notice, routes, localTime);
        return ways.isEmpty() ? new Decision.Drop("no route takes it") : new Decision.Tell(ways);
    }

    /** A call to more people, or a repetition, is pointless once the alert is over or somebody sees to it. */
    private static boolean isOverUntold(Notice notice) {
        return switch (notice.kind()) {
            case REMINDER, ESCALATED -> !(notice.alert().state() instanceof AlertState.Firing);
            // What was held back until it was over stays untold.
            case RAISED, WORSENED, REOPENED -> notice.alert().state() instanceof AlertState.TakenBack;
            case RECOVERED, CORRECTED -> notice.alert().isOpen();
        };
    }

    /** A queue in trouble holds back single contacts of it, but for VIPs and complaints. */
    private static boolean holdsBack(Trouble trouble, Alert alert) {
        return alert.kind().isOfTarget()
                && !alert.subject().mayBeNamed()
                && trouble.queueId().equals(alert.subject().queueId());
    }

    private static List<Way> ways(Notice notice, List<Route> routes, LocalTime localTime) {
        Map<Long, Way> ways = new LinkedHashMap<>();
        for (Route route : routes) {
            if (!route.takes(notice.alert(), localTime)) continue;
            String duty = notice.duty() != null ? notice.duty() : notice.kind().isRelief() ? null : route.duty();
            for (long channelId : route.channels()) {
                if (isAboutItself(notice.alert(), channelId)) continue;
                ways.merge(channelId, new Way(channelId, duty), (a, b) -> a.duty() != null ? a : b);
            }
        }
        return new ArrayList<>(ways.values());
    }

    /** That a channel is broken is told by the others. */
    private static boolean isAboutItself(Alert alert, long channelId) {
        return alert.cause().equals(Cause.ofChannel(channelId));
    }
}
