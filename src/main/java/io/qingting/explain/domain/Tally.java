package io.qingting.explain.domain;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A figure added up from judged contributions, by reason. Mutable, for one thread. Sums are kept in parts of the unit, so that
 * they are exact.
 */
public final class Tally {
    private static final int FEW = 64;

    /** Contributions of one reason. {@code contacts}: how many contributions, not distinct contacts. */
    public record Part(long contributions, long numerator, long denominator) {
        Part plus(Judged judged) {
            return new Part(contributions + 1, numerator + judged.numerator(), denominator + judged.denominator());
        }
    }

    private static final Part NONE = new Part(0, 0, 0);

    private final Explainable metric;
    private final Map<Why, Part> parts = new EnumMap<>(Why.class);
    private long[] values = new long[FEW];
    private int count;
    private long earliest = Long.MAX_VALUE;

    public Tally(Explainable metric) {
        this.metric = metric;
    }

    public void add(Judged judged) {
        parts.put(judged.why(), parts.getOrDefault(judged.why(), NONE).plus(judged));
        if (judged.denominator() > 0) earliest = Math.min(earliest, judged.at());
        if (metric.form() != Explainable.Form.DURATIONS || judged.denominator() == 0) return;
        if (count == values.length) values = Arrays.copyOf(values, count * 2);
        values[count++] = judged.numerator();
    }

    /** By reason; a reason without contributions is absent. */
    public Map<Why, Part> parts() {
        return Map.copyOf(parts);
    }

    public long numerator() {
        return parts.values().stream().mapToLong(Part::numerator).sum();
    }

    public long denominator() {
        return parts.values().stream().mapToLong(Part::denominator).sum();
    }

    /** All that was looked at, what was left out with it. */
    public long contributions() {
        return parts.values().stream().mapToLong(Part::contributions).sum();
    }

    /** The earliest instant of what counts, epoch milliseconds; null: nothing does. */
    public @Nullable Long earliest() {
        return earliest == Long.MAX_VALUE ? null : earliest;
    }

    /** False where nothing can be told: a rate of nothing, or of accepts that no agent makes by hand. */
    public boolean hasData() {
        return metric.form() == Explainable.Form.COUNT || denominator() > 0 && isMeasured();
    }

    /** False for service level and speed of answer where none of the answered was accepted by an agent. */
    boolean isMeasured() {
        if (metric != WindowMetric.SERVICE_LEVEL && metric != WindowMetric.ASA) return true;
        long byAgent =
                contributions(Why.ANSWERED_IN_TIME) + contributions(Why.ANSWERED_LATE) + contributions(Why.COUNTED);
        return byAgent > 0 || contributions(Why.ANSWER_NOT_BY_AGENT) == 0;
    }

    private long contributions(Why why) {
        return parts.getOrDefault(why, NONE).contributions();
    }

    /**
     * The element at index min(n−1, ⌊p·n⌋) of the sorted values, in parts of the unit; null: there are none, or the metric has
     * no percentiles.
     *
     * @param perMille 1 … 999
     */
    public @Nullable Long percentile(int perMille) {
        if (count == 0) return null;
        long[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(count - 1L, (long) perMille * count / 1000)];
    }

    /** True where both say the same, reason by reason. */
    public boolean isEqualTo(Tally other) {
        return parts.equals(other.parts);
    }
}
