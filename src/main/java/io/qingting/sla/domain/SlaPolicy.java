package io.qingting.sla.domain;

import io.qingting.alert.domain.EscalationStep;
import io.qingting.alert.domain.Severity;
import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Segment;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A promise and to whom it is made. An empty set of queues, channels or segments means all.
 *
 * @param policyId 1 to 64 letters, digits, dashes or underscores
 * @param promise null: explicitly none, which switches a wider policy off where this one applies
 * @param warnShare of the promised time after which it warns, more than 0 and less than 1; 0: it does not warn
 * @param pauses when its clock stands still
 * @param escalation in order of their time
 * @param calendarId null: the queue's, else the site's
 */
public record SlaPolicy(
        String policyId,
        String name,
        TargetKind kind,
        Set<String> queues,
        Set<Channel> channels,
        Set<Segment> segments,
        @Nullable Promise promise,
        double warnShare,
        Severity severity,
        Pauses pauses,
        List<EscalationStep> escalation,
        @Nullable String calendarId) {

    /** It warns at 20 of 30 s (METRICS.md). */
    public static final double DEFAULT_WARN_SHARE = 2.0 / 3;

    public static final int MOST_NAMES = 200;
    public static final int MOST_STEPS = 10;
    private static final int LONGEST_NAME = 100;

    /**
     * When a clock stands still.
     *
     * @param waitingForCustomer from a human reply to the customer's next message
     * @param onHold from a hold, snooze or pending to its end
     */
    public record Pauses(boolean waitingForCustomer, boolean onHold) {
        public static final Pauses NONE = new Pauses(false, false);

        boolean isNone() {
            return !waitingForCustomer && !onHold;
        }
    }

    public SlaPolicy {
        if (!policyId.matches("[A-Za-z0-9_-]{1,64}"))
            throw new IllegalArgumentException("an id has 1 to 64 letters, digits, dashes or underscores");
        if (name.isBlank() || name.length() > LONGEST_NAME)
            throw new IllegalArgumentException("a name has 1 to " + LONGEST_NAME + " characters");
        if (queues.size() > MOST_NAMES)
            throw new IllegalArgumentException("a policy names at most " + MOST_NAMES + " queues");
        if (!(warnShare >= 0 && warnShare < 1))
            throw new IllegalArgumentException("the warning share is 0 or more and less than 1: " + warnShare);
        if (escalation.size() > MOST_STEPS)
            throw new IllegalArgumentException("there are at most " + MOST_STEPS + " escalation steps");
        checkPauses(kind, promise, pauses);
        checkMeasure(kind, promise, queues.isEmpty() && channels.isEmpty() && segments.isEmpty());
        Duration last = Duration.ZERO;
        for (EscalationStep step : escalation) {
            if (step.after().compareTo(last) < 0)
                throw new IllegalArgumentException("escalation steps stand in the order of their time");
            last = step.after();
        }
        queues = Set.copyOf(queues);
        channels = Set.copyOf(channels);
        segments = Set.copyOf(segments);
        escalation = List.copyOf(escalation);
    }

    private static void checkPauses(TargetKind kind, @Nullable Promise promise, Pauses pauses) {
        if (pauses.isNone()) return;
        if (promise instanceof Promise.WorkingDays)
            throw new IllegalArgumentException("a promise of working days ends on a day, so it cannot pause");
        boolean isOfService =
                kind == TargetKind.RESOLUTION || kind == TargetKind.FIRST_RESPONSE || kind == TargetKind.NEXT_RESPONSE;
        if (!isOfService) throw new IllegalArgumentException("the target " + kind.wireName() + " cannot pause");
        if (pauses.waitingForCustomer() && kind != TargetKind.RESOLUTION)
            throw new IllegalArgumentException(
                    "only resolution can wait for the customer: a response is what the customer waits for");
    }

    private static void checkMeasure(TargetKind kind, @Nullable Promise promise, boolean forAll) {
        boolean ofMeasures = kind == TargetKind.IMPROVEMENT_MEASURE;
        if (promise != null && ofMeasures != promise instanceof Promise.Planned)
            throw new IllegalArgumentException(
                    "a measure is promised for its planned date, and nothing else is: the unit is plannedDate");
        if (ofMeasures && !forAll)
            throw new IllegalArgumentException("a measure has no queue, channel or segment: leave them out");
    }

    /** Whether it is meant for a clock that starts so. */
    public boolean appliesTo(Start start) {
        return kind == start.kind()
                && (queues.isEmpty() || start.queueId() != null && queues.contains(start.queueId()))
                && (channels.isEmpty() || channels.contains(start.channel()))
                && (segments.isEmpty() || start.segment() != null && segments.contains(start.segment()));
    }

    /** How narrow it is: a queue counts more than a segment, and a segment more than a channel. */
    public int specificity() {
        return (queues.isEmpty() ? 0 : 4) + (segments.isEmpty() ? 0 : 2) + (channels.isEmpty() ? 0 : 1);
    }

    /** What is known of a clock when it starts, and decides on its policy. */
    public record Start(
            TargetKind kind,
            Channel channel,
            @Nullable String queueId,
            @Nullable Segment segment) {}
}
