package io.qingting.contact.domain;

import io.qingting.kernel.ContactKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * First contact resolution, the fold of a customer and topic (METRICS.md, "FCR"): a close as resolved is a hit where the
 * contact did not reopen and the same customer began no new contact on the same topic within the time set, 7 days by default,
 * its last instant included. A topic unknown on either side counts as the same topic.
 */
public final class FirstContactResolution {
    /** 7 days, in milliseconds. */
    public static final long DEFAULT_WITHIN_MILLIS = 7L * 24 * 60 * 60 * 1000;

    private FirstContactResolution() {}

    /** What a close amounts to. */
    public enum Verdict {
        HIT,
        MISS,
        /** Younger than the time set: in neither part. */
        PENDING,
        /** Not closed as resolved, or of an unknown customer: in neither part. */
        EXCLUDED
    }

    /** A close. {@code reopenedAt}: epoch milliseconds of the reopening that took it back; null: none. */
    public record Close(
            ContactKey contact,
            int cycle,
            long at,
            boolean resolved,
            @Nullable Long reopenedAt,
            @Nullable String customerKey,
            @Nullable String topic) {}

    /** A contact that began. */
    public record Begin(
            ContactKey contact,
            long at,
            @Nullable String customerKey,
            @Nullable String topic) {}

    /** Hits and total of the settled closes, and how many are pending. Added up over customers. */
    public record Result(long hits, long total, long pending) {
        public static final Result NONE = new Result(0, 0, 0);

        public Result plus(Result other) {
            return new Result(hits + other.hits, total + other.total, pending + other.pending);
        }
    }

    /** Settles one close as seen at {@code now}; {@code begins} are those of its customer, others are passed over. */
    public static Verdict settle(Close close, Collection<Begin> begins, long withinMillis, long now) {
        if (!close.resolved() || close.customerKey() == null) return Verdict.EXCLUDED;
        if (now - close.at() < withinMillis) return Verdict.PENDING;
        Long reopenedAt = close.reopenedAt();
        if (reopenedAt != null && reopenedAt <= now && reopenedAt - close.at() <= withinMillis) return Verdict.MISS;
        for (Begin begin : begins) {
            boolean later = begin.at() > close.at() && begin.at() - close.at() <= withinMillis && begin.at() <= now;
            if (later && !begin.contact().equals(close.contact()) && isSame(close, begin)) return Verdict.MISS;
        }
        return Verdict.HIT;
    }

    private static boolean isSame(Close close, Begin begin) {
        if (begin.customerKey() == null || !begin.customerKey().equals(close.customerKey())) return false;
        return close.topic() == null || begin.topic() == null || close.topic().equals(begin.topic());
    }

    /** Settles closes of any customers. */
    public static Result settleAll(Collection<Close> closes, Collection<Begin> begins, long withinMillis, long now) {
        Map<String, List<Begin>> byCustomer = new HashMap<>();
        for (Begin begin : begins) {
            if (begin.customerKey() == null) continue;
            byCustomer
                    .computeIfAbsent(begin.customerKey(), k -> new ArrayList<>())
                    .add(begin);
        }
        Result result = Result.NONE;
        for (Close close : closes) {
            List<Begin> same =
                    close.customerKey() == null ? List.of() : byCustomer.getOrDefault(close.customerKey(), List.of());
            result = result.plus(
                    switch (settle(close, same, withinMillis, now)) {
                        case HIT -> new Result(1, 1, 0);
                        case MISS -> new Result(0, 1, 0);
                        case PENDING -> new Result(0, 0, 1);
                        case EXCLUDED -> Result.NONE;
                    });
        }
        return result;
    }
}
