package io.qingting.sla.domain;

import io.qingting.sla.domain.SlaPolicy.Start;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One version of all policies and calendars. Of the policies that apply to a clock the most specific wins; of equally specific
 * ones the first by id.
 */
public final class SlaRules {
    public static final int MOST_POLICIES = 500;
    public static final int MOST_CALENDARS = 200;

    /** Most specific first. */
    private static final Comparator<SlaPolicy> ORDER =
            Comparator.comparingInt(SlaPolicy::specificity).reversed().thenComparing(SlaPolicy::policyId);

    private final long version;
    private final long effectiveFrom;
    private final Content content;
    private final Map<TargetKind, List<SlaPolicy>> byKind = new EnumMap<>(TargetKind.class);
    private final Map<String, SlaPolicy> byId = new HashMap<>();
    private final Map<String, BusinessCalendar> calendars = new HashMap<>();

    /**
     * What people set up.
     *
     * @param siteCalendarId calendar of every queue that has none of its own
     * @param queueCalendars calendar by queue
     */
    public record Content(
            List<SlaPolicy> policies,
            List<CalendarSettings> calendars,
            String siteCalendarId,
            Map<String, String> queueCalendars) {
        public Content {
            policies = List.copyOf(policies);
            calendars = List.copyOf(calendars);
            queueCalendars = Map.copyOf(queueCalendars);
        }
    }

    /**
     * @param version from 1; higher is later
     * @param effectiveFrom epoch milliseconds: it holds for clocks that start then or later
     * @param holidays of a country by its letters; null: none are shipped
     * @throws IllegalArgumentException where the content contradicts itself
     */
    public SlaRules(
            long version, long effectiveFrom, Content content, Function<String, @Nullable PublicHolidays> holidays) {
        this.version = version;
        this.effectiveFrom = effectiveFrom;
        this.content = content;
        if (content.policies().size() > MOST_POLICIES)
            throw new IllegalArgumentException("there are at most " + MOST_POLICIES + " policies");
        if (content.calendars().size() > MOST_CALENDARS)
            throw new IllegalArgumentException("there are at most " + MOST_CALENDARS + " calendars");
        for (CalendarSettings calendar : content.calendars()) {
            String country = calendar.country();
            PublicHolidays known = country == null ? null : holidays.apply(country);
            if (country != null && known == null)
                throw new IllegalArgumentException("there are no holidays of " + country + ": use cn or none");
            if (calendars.put(calendar.calendarId(), new BusinessCalendar(calendar, known)) != null)
                throw new IllegalArgumentException("two calendars have the id " + calendar.calendarId());
        }
        exists(content.siteCalendarId(), "the site");
        content.queueCalendars().forEach((queue, id) -> exists(id, "the queue " + queue));
        for (SlaPolicy policy : content.policies()) {
            if (policy.calendarId() != null) exists(policy.calendarId(), "the policy " + policy.policyId());
            if (byId.put(policy.policyId(), policy) != null)
                throw new IllegalArgumentException("two policies have the id " + policy.policyId());
            byKind.computeIfAbsent(policy.kind(), k -> new ArrayList<>()).add(policy);
        }
        byKind.values().forEach(list -> list.sort(ORDER));
    }

    private void exists(String calendarId, String user) {
        if (!calendars.containsKey(calendarId))
            throw new IllegalArgumentException("there is no calendar " + calendarId + ", which " + user + " uses");
    }

    public long version() {
        return version;
    }

    public long effectiveFrom() {
        return effectiveFrom;
    }

    public Content content() {
        return content;
    }

    /** The policy that a clock falls under; null: none, so there is no clock. One without a promise is none. */
    public @Nullable SlaPolicy choose(Start start) {
        for (SlaPolicy policy : byKind.getOrDefault(start.kind(), List.of())) {
            if (policy.appliesTo(start)) return policy.promise() == null ? null : policy;
        }
        return null;
    }

    /** All policies of the kind and what became of each, the chosen one first. */
    public List<Candidate> explain(Start start) {
        List<Candidate> candidates = new ArrayList<>();
        SlaPolicy chosen = null;
        for (SlaPolicy policy : byKind.getOrDefault(start.kind(), List.of())) {
            boolean applies = policy.appliesTo(start);
            candidates.add(new Candidate(
                    policy,
                    verdict(policy, applies, chosen),
                    applies ? null : misfit(policy, start),
                    reason(policy, start, chosen)));
            if (applies && chosen == null) chosen = policy;
        }
        candidates.sort(Comparator.comparing((Candidate c) -> !c.chosen()));
        return candidates;
    }

    /** What became of a policy among those of its kind. */
    public enum Verdict {
        CHOSEN("chosen"),
        /** It applies, and another that does is narrower. */
        LESS_SPECIFIC("lessSpecific"),
        /** It applies as narrowly as the chosen one, which comes first by id. */
        LATER_BY_ID("laterById"),
        NOT_MEANT("notMeant");

        private final String wireName;

        Verdict(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    /** By what a policy says whom it is meant for. */
    public enum Filter {
        QUEUE("queue"),
        SEGMENT("segment"),
        CHANNEL("channel");

        private final String wireName;

        Filter(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    /**
     * @param misfit the filter by which it is not meant; null: it is meant
     * @param reason one English sentence for people
     */
    public record Candidate(
            SlaPolicy policy, Verdict verdict, @Nullable Filter misfit, String reason) {
        public boolean chosen() {
            return verdict == Verdict.CHOSEN;
        }

        /** The filters that the policy has, most specific first; none: it is meant for all. */
        public List<Filter> by() {
            return filters(policy);
        }
    }

    private static Verdict verdict(SlaPolicy policy, boolean applies, @Nullable SlaPolicy chosen) {
        if (!applies) return Verdict.NOT_MEANT;
        if (chosen == null) return Verdict.CHOSEN;
        return chosen.specificity() == policy.specificity() ? Verdict.LATER_BY_ID : Verdict.LESS_SPECIFIC;
    }

    private static String reason(SlaPolicy policy, Start start, @Nullable SlaPolicy chosen) {
        if (!policy.appliesTo(start)) return "It is not meant for " + notMeantFor(policy, start) + ".";
        String by = scope(policy);
        if (chosen == null)
            return "It applies by " + by + ", and nothing that applies is more specific."
                    + (policy.promise() == null ? " It promises nothing, so there is no clock." : "");
        if (chosen.specificity() == policy.specificity())
            return "It applies as narrowly as " + chosen.policyId() + ", which comes first by id.";
        return "It applies by " + by + ", which is less specific than " + chosen.policyId() + " by " + scope(chosen)
                + ".";
    }

    private static Filter misfit(SlaPolicy policy, Start start) {
        if (!policy.queues().isEmpty()
                && (start.queueId() == null || !policy.queues().contains(start.queueId()))) return Filter.QUEUE;
        if (!policy.channels().isEmpty() && !policy.channels().contains(start.channel())) return Filter.CHANNEL;
        return Filter.SEGMENT;
    }

    private static String notMeantFor(SlaPolicy policy, Start start) {
        return switch (misfit(policy, start)) {
            case QUEUE -> start.queueId() == null ? "contacts without a queue" : "the queue " + start.queueId();
            case CHANNEL -> "the channel " + start.channel().wireName();
            case SEGMENT ->
                start.segment() == null
                        ? "customers of unknown segment"
                        : "the segment " + start.segment().wireName();
        };
    }

    private static List<Filter> filters(SlaPolicy policy) {
        List<Filter> by = new ArrayList<>(3);
        if (!policy.queues().isEmpty()) by.add(Filter.QUEUE);
        if (!policy.segments().isEmpty()) by.add(Filter.SEGMENT);
        if (!policy.channels().isEmpty()) by.add(Filter.CHANNEL);
        return by;
    }

    private static String scope(SlaPolicy policy) {
        List<Filter> by = filters(policy);
        return by.isEmpty()
                ? "being meant for all"
                : by.stream().map(Filter::wireName).collect(Collectors.joining(" and "));
    }

    public @Nullable SlaPolicy policy(String policyId) {
        return byId.get(policyId);
    }

    public @Nullable BusinessCalendar calendar(String calendarId) {
        return calendars.get(calendarId);
    }

    /** The calendar of a queue; null: no queue. */
    public BusinessCalendar calendarOf(@Nullable String queueId) {
        String id = queueId == null
                ? content.siteCalendarId()
                : content.queueCalendars().getOrDefault(queueId, content.siteCalendarId());
        return Objects.requireNonNull(calendars.get(id));
    }

    /** The calendar by which a policy counts for a queue. */
    public BusinessCalendar calendarOf(SlaPolicy policy, @Nullable String queueId) {
        return policy.calendarId() == null
                ? calendarOf(queueId)
                : Objects.requireNonNull(calendars.get(policy.calendarId()));
    }

    /** True where some clock cannot be told from one contribution alone. */
    boolean needsWholeContact() {
        return content.policies().stream()
                .anyMatch(p -> p.promise() != null
                        && (p.kind().isOfWholeContact() || !p.pauses().isNone()));
    }
}
