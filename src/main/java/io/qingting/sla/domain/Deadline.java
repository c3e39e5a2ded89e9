package io.qingting.sla.domain;

import java.util.List;

/**
 * When a clock warns and when its time is up.
 *
 * @param warnAt epoch milliseconds; {@link SlaTarget#NEVER}: does not warn
 * @param at epoch milliseconds; {@link SlaTarget#NEVER}: it is paused
 */
public record Deadline(long warnAt, long at, boolean provisional) {
    /** A time in which a clock stands still. {@code to}: {@link SlaTarget#NEVER} while it lasts. */
    record Pause(long from, long to) {}

    /** Of a clock that never pauses. */
    public static Deadline of(SlaPolicy policy, BusinessCalendar calendar, long start) {
        return of(policy, calendar, start, List.of());
    }

    /** Of a clock that ends at a planned instant, and warns when a share of the time to it has passed. */
    static Deadline planned(SlaPolicy policy, long start, long due) {
        long warn = share(Math.max(0, due - start), policy.warnShare());
        return new Deadline(warn == 0 ? SlaTarget.NEVER : start + warn, due, false);
    }

    /** @param pauses in order, apart from each other */
    static Deadline of(SlaPolicy policy, BusinessCalendar calendar, long start, List<Pause> pauses) {
        return switch (policy.promise()) {
            case null -> throw new IllegalArgumentException("the policy " + policy.policyId() + " promises nothing");
            case Promise.Planned planned ->
                throw new IllegalArgumentException("the date of " + policy.policyId() + " is planned case by case");
            case Promise.WorkingDays promised -> {
                long end = calendar.closeOfWorkingDay(start, promised.days());
                long warn = share(calendar.between(start, end), policy.warnShare());
                yield new Deadline(
                        warn == 0 ? SlaTarget.NEVER : calendar.add(start, warn), end, calendar.isProvisional(end));
            }
            case Promise.Elapsed promised -> {
                boolean business = promised.basis() == Promise.Basis.BUSINESS;
                long length = promised.length().toMillis();
                long warn = share(length, policy.warnShare());
                long end = reach(calendar, business, start, length, pauses);
                yield new Deadline(
                        warn == 0 ? SlaTarget.NEVER : reach(calendar, business, start, warn, pauses),
                        end,
                        business && end != SlaTarget.NEVER && calendar.isProvisional(end));
            }
        };
    }

    private static long share(long length, double share) {
        return Math.round(length * share);
    }

    private static long reach(
            BusinessCalendar calendar, boolean business, long start, long length, List<Pause> pauses) {
        long left = length;
        long position = start;
        for (Pause pause : pauses) {
            if (pause.to() <= position) continue;
            long until = Math.max(pause.from(), position);
            long run = business ? calendar.between(position, until) : until - position;
            if (run >= left) break;
            if (pause.to() == SlaTarget.NEVER) return SlaTarget.NEVER;
            left -= run;
            position = pause.to();
        }
        return business ? calendar.add(position, left) : position + left;
    }
}
