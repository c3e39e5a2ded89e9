package io.qingting.rule.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.qingting.alert.domain.EscalationStep;
import io.qingting.alert.domain.Severity;
import io.qingting.board.domain.Window;
import io.qingting.event.domain.Channel;
import io.qingting.event.domain.WireName;
import io.qingting.report.domain.PeriodUnit;
import io.qingting.rule.domain.ActiveHours;
import io.qingting.rule.domain.FigureRule;
import io.qingting.rule.domain.Over;
import io.qingting.rule.domain.RuleMetric;
import io.qingting.rule.domain.RulePlace;
import io.qingting.sla.domain.TimeWindow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A rule on a figure as it is sent and kept.
 *
 * @param name absent: the metric's
 * @param metric such as {@code longestWaitSeconds}
 * @param per queue or site; agent, source or category follow from the metric. Absent: queue
 * @param window 5m, 15m, 30m, 60m, today, day, week or month for figures over time; absent: this moment
 * @param periodsInARow of whole days, weeks or months; absent: 1
 * @param threshold in the metric's unit; shares 0 … 1
 * @param recoverThreshold absent: the threshold
 * @param forSeconds absent: 0; so is recoverForSeconds
 * @param minimumSample absent: 0
 * @param active absent: always
 * @param queues absent or empty: all; the same holds of channels and sources
 * @param severity absent: warning
 * @param enabled absent: true
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlertRuleJson(
        @Nullable String ruleId,
        @Nullable String name,
        @Nullable String metric,
        @Nullable String per,
        @Nullable String window,
        @Nullable Integer periodsInARow,
        @Nullable Double threshold,
        @Nullable Double recoverThreshold,
        @Nullable Long forSeconds,
        @Nullable Long recoverForSeconds,
        @Nullable Long minimumSample,
        @Nullable ActiveHoursJson active,
        @Nullable List<String> queues,
        @Nullable List<String> channels,
        @Nullable List<String> sources,
        @Nullable String severity,
        @Nullable Boolean consoleOnly,
        @Nullable List<RuleStepJson> escalation,
        @Nullable Boolean enabled) {

    /**
     * @param when always, open (while the queue's business calendar is) or windows
     * @param days weekdays on which windows begin; absent or empty: each
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ActiveHoursJson(
            @Nullable String when,
            @Nullable List<String> days,
            @Nullable List<ActiveWindowJson> windows) {}

    /** From its begin to its end, which is on the next day where it is at or before the begin. */
    public record ActiveWindowJson(
            @Nullable String from, @Nullable String to) {}

    /** @param to a duty of the roster */
    public record RuleStepJson(
            @Nullable Long afterSeconds, @Nullable String to) {}

    /** The same under the id of its path. */
    public AlertRuleJson as(String id) {
        return new AlertRuleJson(
                id,
                name,
                metric,
                per,
                window,
                periodsInARow,
                threshold,
                recoverThreshold,
                forSeconds,
                recoverForSeconds,
                minimumSample,
                active,
                queues,
                channels,
                sources,
                severity,
                consoleOnly,
                escalation,
                enabled);
    }

    public static AlertRuleJson of(FigureRule rule) {
        return new AlertRuleJson(
                rule.ruleId(),
                rule.name(),
                rule.metric().wireName(),
                rule.per().wireName(),
                window(rule.over()),
                rule.over() instanceof Over.Past past ? past.inARow() : null,
                rule.threshold(),
                rule.recoverThreshold(),
                rule.lasting().toSeconds(),
                rule.recoverAfter().toSeconds(),
                rule.minimumSample(),
                active(rule.active()),
                sorted(rule.queues()),
                sorted(rule.channels().stream().map(Channel::wireName).toList()),
                sorted(rule.sources()),
                rule.severity().wireName(),
                rule.consoleOnly(),
                rule.escalation().stream()
                        .map(step -> new RuleStepJson(step.after().toSeconds(), step.to()))
                        .toList(),
                rule.enabled());
    }

    private static List<String> sorted(Collection<String> names) {
        return names.stream().sorted().toList();
    }

    private static @Nullable String window(Over over) {
        return switch (over) {
            case Over.Now now -> null;
            case Over.Live live -> live.window().wireName();
            case Over.Past past -> past.unit().name().toLowerCase(Locale.ROOT);
        };
    }

    private static ActiveHoursJson active(ActiveHours hours) {
        return switch (hours) {
            case ActiveHours.Always always -> new ActiveHoursJson("always", null, null);
            case ActiveHours.WhileOpen open -> new ActiveHoursJson("open", null, null);
            case ActiveHours.Windows own ->
                new ActiveHoursJson(
                        "windows",
                        own.days().stream().sorted().map(AlertRuleJson::name).toList(),
                        own.windows().stream()
                                .map(w -> new ActiveWindowJson(w.from().toString(), w.to().toString()))
                                .toList());
        };
    }

    private static String name(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }

    /** @throws io.qingting.rule.domain.InvalidRuleException naming the field that is wrong */
    public FigureRule rule() {
        RuleMetric read = Words.word(metric, RuleMetric.values(), WireName::wireName, "metric");
        double limit = Words.required(threshold, "threshold", "Say where the figure becomes bad.");
        return new FigureRule(
                        Words.required(ruleId, "ruleId", "Give the rule an id."),
                        name,
                        read,
                        per == null ? usual(read) : Words.word(per, RulePlace.values(), WireName::wireName, "per"),
                        over(),
                        limit,
                        recoverThreshold == null ? limit : recoverThreshold,
                        seconds(forSeconds),
                        seconds(recoverForSeconds),
                        minimumSample == null ? 0 : minimumSample,
                        active == null ? ActiveHours.ALWAYS : hours(active),
                        Words.set(queues, "queues"),
                        Words.words(channels, Channel.values(), WireName::wireName, "channels"),
                        Words.set(sources, "sources"),
                        severity == null
                                ? Severity.WARNING
                                : Words.word(severity, Severity.values(), Severity::wireName, "severity"),
                        Boolean.TRUE.equals(consoleOnly),
                        steps(),
                        !Boolean.FALSE.equals(enabled))
                .checked();
    }

    private static RulePlace usual(RuleMetric metric) {
        return switch (metric.about()) {
            case AGENT -> RulePlace.AGENT;
            case SOURCE -> RulePlace.SOURCE;
            case COMPLAINT_CATEGORY -> RulePlace.CATEGORY;
            case PLACE_NOW, PLACE_OVER_TIME -> RulePlace.QUEUE;
        };
    }

    private Over over() {
        if (window == null) {
            if (periodsInARow != null)
                throw Words.wrong(
                        "periodsInARow", "There is no period.", "Use window day, week or month, or leave it out.");
            return new Over.Now();
        }
        PeriodUnit unit = switch (window) {
            case "day" -> PeriodUnit.DAY;
            case "week" -> PeriodUnit.WEEK;
            case "month" -> PeriodUnit.MONTH;
            default -> null;
        };
        if (unit != null) return new Over.Past(unit, periodsInARow == null ? 1 : periodsInARow);
        if (periodsInARow != null)
            throw Words.wrong(
                    "periodsInARow", "A live window has none.", "Use window day, week or month, or leave it out.");
        return new Over.Live(Window.ofWireName(window)
                .orElseThrow(() -> Words.wrong(
                        "window", "This is no window.", "Use one of 5m, 15m, 30m, 60m, today, day, week, month.")));
    }

    private static Duration seconds(@Nullable Long seconds) {
        // What is too long to be a length is refused as one, not as an overflow.
        return seconds == null ? Duration.ZERO : Duration.ofSeconds(Math.clamp(seconds, -1, Integer.MAX_VALUE));
    }

    private static ActiveHours hours(ActiveHoursJson json) {
        String when = Words.required(json.when(), "active/when", "Use one of always, open, windows.");
        boolean own = when.equals("windows");
        if (!own
                && (!Words.list(json.windows()).isEmpty()
                        || !Words.list(json.days()).isEmpty()))
            throw Words.wrong(
                    "active/when", "Hours of its own are given.", "Use windows, or leave days and windows out.");
        return switch (when) {
            case "always" -> ActiveHours.ALWAYS;
            case "open" -> new ActiveHours.WhileOpen();
            case "windows" ->
                Words.at(
                        "active/windows",
                        "Give at least one, without overlap, such as from 09:00 to 18:00.",
                        () -> new ActiveHours.Windows(
                                Words.words(json.days(), DayOfWeek.values(), AlertRuleJson::name, "active/days"),
                                windows(Words.list(json.windows()))));
            default -> throw Words.wrong("active/when", "This is none.", "Use one of always, open, windows.");
        };
    }

    private static List<TimeWindow> windows(List<ActiveWindowJson> given) {
        return given.stream()
                .map(w -> new TimeWindow(
                        Words.time(w == null ? null : w.from(), "active/windows"),
                        Words.time(w == null ? null : w.to(), "active/windows")))
                .toList();
    }

    private List<EscalationStep> steps() {
        return Words.list(escalation).stream()
                .map(step -> Words.at(
                        "escalation",
                        "Say afterSeconds, 1 or more, and to: a duty of the roster.",
                        () -> new EscalationStep(
                                seconds(Words.required(
                                        step.afterSeconds(), "escalation", "Say after how many seconds.")),
                                Words.required(step.to(), "escalation", "Name a duty of the roster."))))
                .toList();
    }
}
