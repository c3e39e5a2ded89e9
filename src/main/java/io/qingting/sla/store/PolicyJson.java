package io.qingting.sla.store;

import io.qingting.alert.domain.EscalationStep;
import io.qingting.alert.domain.Severity;
import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Segment;
import io.qingting.event.domain.WireName;
import io.qingting.sla.domain.Promise;
import io.qingting.sla.domain.Promise.Basis;
import io.qingting.sla.domain.SlaPolicy;
import io.qingting.sla.domain.TargetKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A policy as it is sent and kept.
 *
 * @param target such as {@code answer}
 * @param queues absent or empty: all; the same holds of channels and segments
 * @param promise absent: none, which switches wider policies off where this one applies
 * @param warnShare absent: two thirds; 0: never
 * @param severity absent: warning
 */
public record PolicyJson(
        @Nullable String policyId,
        @Nullable String name,
        @Nullable String target,
        @Nullable List<String> queues,
        @Nullable List<String> channels,
        @Nullable List<String> segments,
        @Nullable PromiseJson promise,
        @Nullable Double warnShare,
        @Nullable String severity,
        @Nullable PausesJson pauses,
        @Nullable List<StepJson> escalation,
        @Nullable String calendarId) {

    private static final String PLANNED = "plannedDate";
    private static final String UNITS = "Use seconds, minutes, hours, days or workingDays; of measures plannedDate.";

    /**
     * @param amount absent where the unit is plannedDate
     * @param unit seconds, minutes, hours, days, workingDays, or plannedDate: a measure's own
     * @param time calendar or business; absent: calendar. Working days need none
     */
    public record PromiseJson(
            @Nullable Long amount,
            @Nullable String unit,
            @Nullable String time) {}

    public record PausesJson(
            @Nullable Boolean waitingForCustomer, @Nullable Boolean onHold) {}

    /** @param to a duty of the roster */
    public record StepJson(
            @Nullable Long afterSeconds, @Nullable String to) {}

    public static PolicyJson of(SlaPolicy policy) {
        return new PolicyJson(
                policy.policyId(),
                policy.name(),
                policy.kind().wireName(),
                policy.queues().stream().sorted().toList(),
                names(policy.channels()),
                names(policy.segments()),
                promise(policy.promise()),
                policy.warnShare(),
                policy.severity().wireName(),
                new PausesJson(
                        policy.pauses().waitingForCustomer(), policy.pauses().onHold()),
                policy.escalation().stream()
                        .map(s -> new StepJson(s.after().toSeconds(), s.to()))
                        .toList(),
                policy.calendarId());
    }

    private static List<String> names(Set<? extends WireName> words) {
        return words.stream().map(WireName::wireName).sorted().toList();
    }

    private static @Nullable PromiseJson promise(@Nullable Promise promise) {
        return switch (promise) {
            case null -> null;
            case Promise.Planned planned -> new PromiseJson(null, PLANNED, null);
            case Promise.WorkingDays days -> new PromiseJson((long) days.days(), "workingDays", null);
            case Promise.Elapsed elapsed ->
                new PromiseJson(
                        elapsed.length().toSeconds(),
                        "seconds",
                        elapsed.basis().name().toLowerCase(Locale.ROOT));
        };
    }

    /** @throws io.qingting.kernel.ProblemException naming the value that is wrong */
    public SlaPolicy policy() {
        return Values.at(
                "",
                () -> new SlaPolicy(
                        Values.required(policyId, "/policyId", "Give the policy an id."),
                        Values.required(name, "/name", "Give the policy a name."),
                        Values.word(target, TargetKind.values(), TargetKind::wireName, "/target"),
                        Set.copyOf(new HashSet<>(Values.list(queues))),
                        words(channels, Channel.values(), "/channels"),
                        words(segments, Segment.values(), "/segments"),
                        promise == null ? null : promise(promise),
                        warnShare == null ? SlaPolicy.DEFAULT_WARN_SHARE : warnShare,
                        severity == null
                                ? Severity.WARNING
                                : Values.word(severity, Severity.values(), Severity::wireName, "/severity"),
                        pauses == null ? SlaPolicy.Pauses.NONE : pauses(pauses),
                        steps(),
                        calendarId));
    }

    private static <T extends WireName> Set<T> words(@Nullable List<String> names, T[] all, String pointer) {
        Set<T> words = new HashSet<>();
        for (String name : Values.list(names)) words.add(Values.word(name, all, WireName::wireName, pointer));
        return words;
    }

    private static Promise promise(PromiseJson json) {
        String unit = Values.required(json.unit(), "/promise/unit", UNITS);
        if (unit.equals(PLANNED)) return new Promise.Planned();
        long amount = Values.required(json.amount(), "/promise/amount", "Say how many of the unit.");
        if (unit.equals("workingDays")) {
            return Values.at(
                    "/promise/amount", () -> new Promise.WorkingDays((int) Math.clamp(amount, -1, Integer.MAX_VALUE)));
        }
        Basis basis = json.time() == null
                ? Basis.CALENDAR
                : Values.word(json.time(), Basis.values(), b -> b.name().toLowerCase(Locale.ROOT), "/promise/time");
        if (unit.equals("days") && basis == Basis.BUSINESS)
            throw Values.invalid(
                    "/promise/unit", "A day of business time is not one length: use workingDays or hours.");
        long seconds = switch (unit) {
            case "seconds" -> 1;
            case "minutes" -> 60;
            case "hours" -> 3_600;
            case "days" -> 86_400;
            default -> throw Values.invalid("/promise/unit", UNITS);
        };
        long most = Promise.LONGEST.toSeconds();
        if (amount < 1 || amount > most / seconds)
            throw Values.invalid("/promise/amount", "A promise gives 1 to " + most / seconds + " " + unit + ".");
        return new Promise.Elapsed(Duration.ofSeconds(amount * seconds), basis);
    }

    private static SlaPolicy.Pauses pauses(PausesJson json) {
        return new SlaPolicy.Pauses(Boolean.TRUE.equals(json.waitingForCustomer()), Boolean.TRUE.equals(json.onHold()));
    }

    private List<EscalationStep> steps() {
        List<EscalationStep> steps = new ArrayList<>();
        for (StepJson step : Values.list(escalation)) {
            String pointer = "/escalation/" + steps.size();
            long after = Values.required(step.afterSeconds(), pointer + "/afterSeconds", "Say after how many seconds.");
            String to = Values.required(step.to(), pointer + "/to", "Name a duty of the roster.");
            steps.add(Values.at(
                    pointer,
                    () -> new EscalationStep(
                            Duration.ofSeconds(Math.clamp(after, 0, Promise.LONGEST.toSeconds())), to)));
        }
        return steps;
    }
}
