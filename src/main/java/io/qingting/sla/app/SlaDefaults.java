package io.qingting.sla.app;

import io.qingting.alert.domain.Severity;
import io.qingting.event.domain.Channel;
import io.qingting.site.domain.Site;
import io.qingting.sla.domain.CalendarSettings;
import io.qingting.sla.domain.Promise;
import io.qingting.sla.domain.Promise.Basis;
import io.qingting.sla.domain.SlaPolicy;
import io.qingting.sla.domain.SlaRules;
import io.qingting.sla.domain.TargetKind;
import io.qingting.sla.domain.TimeWindow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules that a site starts with: the defaults of METRICS.md, "SLA clocks". */
final class SlaDefaults {
    /** The opening hours of the floor, each day of the week: of every queue that has no calendar of its own. */
    static final String OPENING = "opening";

    /** Working days, for promises of business time and working days. */
    static final String OFFICE = "office";

    private SlaDefaults() {}

    static SlaRules.Content of(Site site) {
        Set<Channel> live = Set.of(Channel.VOICE, Channel.CHAT);
        Set<Channel> letters = Set.of(Channel.EMAIL, Channel.FORM, Channel.TICKET, Channel.SOCIAL);
        return new SlaRules.Content(
                List.of(
                        policy("answer", "接通", TargetKind.ANSWER, live, seconds(30, Basis.BUSINESS), null),
                        policy(
                                "first-response-chat",
                                "在线首次响应",
                                TargetKind.FIRST_RESPONSE,
                                Set.of(Channel.CHAT),
                                seconds(30, Basis.BUSINESS),
                                null),
                        policy(
                                "first-response-letters",
                                "邮件与工单首次响应",
                                TargetKind.FIRST_RESPONSE,
                                letters,
                                seconds(86_400, Basis.CALENDAR),
                                null),
                        policy(
                                "complaint-answer",
                                "投诉首次答复",
                                TargetKind.COMPLAINT_ANSWER,
                                Set.of(),
                                seconds(7_200, Basis.BUSINESS),
                                OFFICE),
                        policy(
                                "complaint-follow-up",
                                "投诉回访",
                                TargetKind.COMPLAINT_FOLLOW_UP,
                                Set.of(),
                                seconds(86_400, Basis.CALENDAR),
                                OFFICE),
                        policy(
                                "feedback-answer",
                                "反馈回应",
                                TargetKind.FEEDBACK_ANSWER,
                                Set.of(),
                                seconds(86_400, Basis.CALENDAR),
                                OFFICE),
                        policy(
                                "suggestion-answer",
                                "建议回应",
                                TargetKind.SUGGESTION_ANSWER,
                                Set.of(),
                                new Promise.WorkingDays(3),
                                OFFICE),
                        policy(
                                "improvement-measure",
                                "改进措施",
                                TargetKind.IMPROVEMENT_MEASURE,
                                Set.of(),
                                new Promise.Planned(),
                                OFFICE)),
                List.of(opening(site), office(site)),
                OPENING,
                Map.of());
    }

    private static Promise seconds(long seconds, Basis basis) {
        return new Promise.Elapsed(Duration.ofSeconds(seconds), basis);
    }

    private static SlaPolicy policy(
            String id,
            String name,
            TargetKind kind,
            Set<Channel> channels,
            Promise promise,
            @Nullable String calendarId) {
        return new SlaPolicy(
                id,
                name,
                kind,
                Set.of(),
                channels,
                Set.of(),
                promise,
                SlaPolicy.DEFAULT_WARN_SHARE,
                kind.isOfComplaint() ? Severity.CRITICAL : Severity.WARNING,
                SlaPolicy.Pauses.NONE,
                List.of(),
                calendarId);
    }

    private static CalendarSettings opening(Site site) {
        Site.Hours hours = site.hours();
        TimeWindow window = hours == null ? TimeWindow.WHOLE_DAY : new TimeWindow(hours.from(), hours.to());
        return calendar(site, OPENING, "营业时间", window, DayOfWeek.SUNDAY, false);
    }

    private static CalendarSettings office(Site site) {
        TimeWindow window = new TimeWindow(LocalTime.of(9, 0), LocalTime.of(18, 0));
        return calendar(site, OFFICE, "工作日", window, DayOfWeek.FRIDAY, true);
    }

    private static CalendarSettings calendar(
            Site site, String id, String name, TimeWindow window, DayOfWeek last, boolean holidays) {
        EnumMap<DayOfWeek, List<TimeWindow>> week = new EnumMap<>(DayOfWeek.class);
        Arrays.stream(DayOfWeek.values())
                .filter(day -> day.compareTo(last) <= 0)
                .forEach(day -> week.put(day, List.of(window)));
        return new CalendarSettings(id, name, site.zone(), week, holidays ? "cn" : null, DayOfWeek.MONDAY, Map.of());
    }
}
