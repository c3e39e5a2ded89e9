package io.qingting.alert.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
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
     * Bad news goes by the routes; good news to those who were told the bad; a reminder, by routes that repeat, to channels
     * that heard nothing of the alert for that long.
     *
     * @param troubles open alerts on figures of queues, severity critical
     * @param told who knows of the alert; of use for good news and reminders only
     * @param now machine's time
     * @param localTime of the site
     */
    public static Decision decide(
            Notice notice,
            List<Trouble> troubles,
            List<Silence> silences,
            List<Route> routes,
            Told told,
            Instant now,
            LocalTime localTime) {
        Alert alert = notice.alert();
        if (alert.consoleOnly()) return new Decision.Drop("screens only");
        if (isOverUntold(notice)) return new Decision.Drop("over before it was told");
        if (!notice.kind().isRelief()) {
            for (Silence silence : silences) if (silence.covers(alert, now)) return new Decision.Hold(silence.holder());
            for (Trouble trouble : troubles) if (holdsBack(trouble, alert)) return new Decision.Hold(trouble.holder());
        }
        return switch (notice.kind()) {
            case RECOVERED, ENDED, CORRECTED -> tell(toThoseTold(told), "nobody was told");
            case REMINDER -> tell(again(alert, routes, told, now, localTime), "nobody is to be reminded");
            case RAISED, WORSENED, REOPENED, ESCALATED ->
                tell(ways(notice.alert(), notice.duty(), routes, localTime), "no route takes it");
        };
    }

    private static Decision tell(List<Way> ways, String otherwise) {
        return ways.isEmpty() ? new Decision.Drop(otherwise) : new Decision.Tell(ways);
    }

    private static List<Way> toThoseTold(Told told) {
        return told.lastAt().keySet().stream()
                .sorted()
                .map(channelId -> new Way(channelId, null))
                .toList();
    }

    /** Whether somebody is to be reminded of an alert now. */
    public static boolean asksAgain(Alert alert, List<Route> routes, Told told, Instant now, LocalTime localTime) {
        return !again(alert, routes, told, now, localTime).isEmpty();
    }

    private static List<Way> again(Alert alert, List<Route> routes, Told told, Instant now, LocalTime localTime) {
        Map<Long, Way> ways = new LinkedHashMap<>();
        for (Route route : routes) {
            Duration repeat = route.repeatAfter();
            if (repeat == null) continue;
            ways(alert, null, List.of(route), localTime).stream()
                    .filter(way -> told.isQuiet(way.channelId(), repeat, alert.firedAt(), now))
                    .forEach(way -> add(ways, way));
        }
        return List.copyOf(ways.values());
    }

    /** A call to more people, or a repetition, is pointless once the alert is over or somebody sees to it. */
    private static boolean isOverUntold(Notice notice) {
        return switch (notice.kind()) {
            case REMINDER, ESCALATED -> !(notice.alert().state() instanceof AlertState.Firing);
            // What was held back until it was over stays untold.
            case RAISED, WORSENED, REOPENED -> notice.alert().state() instanceof AlertState.TakenBack;
            case RECOVERED, ENDED, CORRECTED -> notice.alert().isOpen();
        };
    }

    /** A queue in trouble holds back single contacts of it, but for VIPs and complaints. */
    private static boolean holdsBack(Trouble trouble, Alert alert) {
        return alert.kind().isOfTarget()
                && !alert.subject().mayBeNamed()
                && trouble.queueId().equals(alert.subject().queueId());
    }

    /** @param duty whom to call; null: whom the routes say */
    private static List<Way> ways(Alert alert, @Nullable String duty, List<Route> routes, LocalTime localTime) {
        Map<Long, Way> ways = new LinkedHashMap<>();
        for (Route route : routes) {
            if (!route.takes(alert, localTime)) continue;
            for (long channelId : route.channels()) {
                if (!isAboutItself(alert, channelId)) add(ways, new Way(channelId, duty != null ? duty : route.duty()));
            }
        }
        return List.copyOf(ways.values());
    }

    private static void add(Map<Long, Way> ways, Way way) {
        ways.merge(way.channelId(), way, (a, b) -> a.duty() != null ? a : b);
    }

    /** That a channel is broken is told by the others. */
    private static boolean isAboutItself(Alert alert, long channelId) {
        return alert.cause().equals(Cause.ofChannel(channelId));
    }
}
