package io.qingting.sla.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a version of the rules has otherwise than the version before it.
 *
 * @param id of the policy or calendar; of {@link What#USE} the site's calendar
 * @param name as it is called now, or was called last
 */
public record VersionChange(What what, String id, String name, How how) {
    /** What was changed. */
    public enum What {
        POLICY("policy"),
        CALENDAR("calendar"),
        /** Which calendar the site and single queues go by. */
        USE("use");

        private final String wireName;

        What(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    /** What was done to it. */
    public enum How {
        MADE("made"),
        CHANGED("changed"),
        TAKEN_AWAY("takenAway");

        private final String wireName;

        How(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    /** What lies between two versions: policies, calendars, then their use. */
    public static List<VersionChange> between(SlaRules before, SlaRules after) {
        SlaRules.Content old = before.content();
        SlaRules.Content now = after.content();
        List<VersionChange> changes = new ArrayList<>();
        compare(What.POLICY, old.policies(), now.policies(), SlaPolicy::policyId, SlaPolicy::name, changes);
        compare(
                What.CALENDAR,
                old.calendars(),
                now.calendars(),
                CalendarSettings::calendarId,
                CalendarSettings::name,
                changes);
        boolean sameUse = old.siteCalendarId().equals(now.siteCalendarId())
                && old.queueCalendars().equals(now.queueCalendars());
        if (!sameUse) {
            String site = now.siteCalendarId();
            changes.add(new VersionChange(
                    What.USE, site, after.calendarOf(null).settings().name(), How.CHANGED));
        }
        return changes;
    }

    private static <T> void compare(
            What what,
            List<T> before,
            List<T> after,
            Function<T, String> id,
            Function<T, String> name,
            List<VersionChange> changes) {
        Map<String, T> left = new HashMap<>();
        before.forEach(one -> left.put(id.apply(one), one));
        for (T one : after) {
            @Nullable T was = left.remove(id.apply(one));
            if (was == null) changes.add(new VersionChange(what, id.apply(one), name.apply(one), How.MADE));
            else if (!was.equals(one))
                changes.add(new VersionChange(what, id.apply(one), name.apply(one), How.CHANGED));
        }
        before.stream()
                .filter(one -> left.containsKey(id.apply(one)))
                .forEach(one -> changes.add(new VersionChange(what, id.apply(one), name.apply(one), How.TAKEN_AWAY)));
    }
}
