package io.qingting.sla.domain;

import io.qingting.alert.domain.Severity;
import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Segment;
import io.qingting.sla.domain.Promise.Basis;
import io.qingting.sla.domain.SlaPolicy.Pauses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules that tests make by hand: {@code rules().promise("a", ANSWER, 30, CALENDAR).book()}. */
final class Rules {
    private final List<SlaRules> versions = new ArrayList<>();
    private final List<SlaPolicy> policies = new ArrayList<>();
    private final CalendarSettings calendar;

    private Rules(CalendarSettings calendar) {
        this.calendar = calendar;
    }

    static Rules rules() {
        return rules(Calendars.office());
    }

    static Rules rules(BusinessCalendar calendar) {
        return new Rules(calendar.settings());
    }

    Rules seconds(String id, TargetKind kind, long seconds) {
        return add(policy(id, kind, new Promise.Elapsed(Duration.ofSeconds(seconds), Basis.CALENDAR)));
    }

    Rules business(String id, TargetKind kind, Duration length) {
        return add(policy(id, kind, new Promise.Elapsed(length, Basis.BUSINESS)));
    }

    Rules workingDays(String id, TargetKind kind, int days) {
        return add(policy(id, kind, new Promise.WorkingDays(days)));
    }

    Rules add(SlaPolicy policy) {
        policies.removeIf(p -> p.policyId().equals(policy.policyId()));
        policies.add(policy);
        return this;
    }

    /** What follows is the next version, in force from then on. */
    Rules from(long effectiveFrom) {
        versions.add(version(versions.isEmpty() ? 0 : nextFrom));
        nextFrom = effectiveFrom;
        return this;
    }

    private long nextFrom;

    private SlaRules version(long from) {
        return new SlaRules(
                versions.size() + 1,
                from,
                new SlaRules.Content(policies, List.of(calendar), calendar.calendarId(), Map.of()),
                country -> Calendars.CHINA);
    }

    SlaBook book() {
        List<SlaRules> all = new ArrayList<>(versions);
        all.add(version(nextFrom));
        return new SlaBook(all);
    }

    static SlaPolicy policy(String id, TargetKind kind, Promise promise) {
        return new SlaPolicy(
                id,
                id,
                kind,
                Set.of(),
                Set.of(),
                Set.of(),
                promise,
                SlaPolicy.DEFAULT_WARN_SHARE,
                Severity.WARNING,
                Pauses.NONE,
                List.of(),
                null);
    }

    static SlaPolicy with(SlaPolicy p, Pauses pauses) {
        return new SlaPolicy(
                p.policyId(),
                p.name(),
                p.kind(),
                p.queues(),
                p.channels(),
                p.segments(),
                p.promise(),
                p.warnShare(),
                p.severity(),
                pauses,
                p.escalation(),
                p.calendarId());
    }

    static SlaPolicy with(SlaPolicy p, Set<String> queues, Set<Channel> channels, Set<Segment> segments) {
        return new SlaPolicy(
                p.policyId(),
                p.name(),
                p.kind(),
                queues,
                channels,
                segments,
                p.promise(),
                p.warnShare(),
                p.severity(),
                p.pauses(),
                p.escalation(),
                p.calendarId());
    }
}
