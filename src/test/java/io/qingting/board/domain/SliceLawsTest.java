package io.qingting.board.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class SliceLawsTest {
    private static Slice slice(long seed) {
        Random random = new Random(seed);
        Slice slice = new Slice();
        for (int i = 0; i < random.nextInt(60); i++) {
            slice.add(Metric.values()[random.nextInt(Metric.COUNT)], random.nextInt(1000));
            Distribution distribution = Distribution.values()[random.nextInt(Distribution.COUNT)];
            slice.measure(distribution, random.nextInt(5) == 0 ? 0 : random.nextInt(1_000_000), 1);
        }
        return slice;
    }

    private static Slice sum(Slice... parts) {
        Slice sum = new Slice();
        for (Slice part : parts) sum.merge(part, 1);
        return sum;
    }

    @Property(tries = 2000)
    void mergingIsAssociativeAndCommutative(@ForAll long a, @ForAll long b, @ForAll long c) {
        assertThat(sum(sum(slice(a), slice(b)), slice(c))).isEqualTo(sum(slice(a), sum(slice(b), slice(c))));
        assertThat(sum(slice(a), slice(b))).isEqualTo(sum(slice(b), slice(a)));
    }

    @Property(tries = 2000)
    void subtractingUndoesAdding(@ForAll long a, @ForAll long b) {
        Slice slice = sum(slice(a), slice(b));
        slice.merge(slice(b), -1);
        assertThat(slice).isEqualTo(slice(a));
    }

    @Property(tries = 1000)
    void aSliceIsTheSameAfterBeingData(@ForAll long a) {
        Slice again = new Slice();
        again.addState(slice(a).toState());
        assertThat(again).isEqualTo(slice(a));
    }

    @Property(tries = 2000)
    void aPercentileIsTheElementAtItsIndexWithinOnePercent(
            @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 0, max = 10_000_000) Long> values,
            @ForAll @IntRange(max = 1000) int permille) {
        Histogram histogram = new Histogram();
        for (long value : values) histogram.add(value, 1);
        long[] sorted = values.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        long expected = sorted[(int) Math.min(sorted.length - 1, permille * (long) sorted.length / 1000)];
        assertThat(Math.abs(histogram.percentileMillis(permille) - expected)).isLessThanOrEqualTo(expected * 0.010001);
    }

    @Property(tries = 1000)
    void minutesThatLeaveTheRingTakeTheirCountsWithThem(@ForAll long seed) {
        Random random = new Random(seed);
        MinuteRing ring = new MinuteRing();
        long[] minutes = new long[300];
        long head = 60;
        for (int i = 0; i < 200; i++) {
            head = Math.min(299, head + random.nextInt(random.nextInt(20) == 0 ? 90 : 3));
            long minute = Math.max(0, head - random.nextInt(80));
            ring.add(head, minute, Metric.OFFERED, 1);
            if (minute > head - 60) minutes[(int) minute]++;
            int n = 1 + random.nextInt(60);
            long expected = 0;
            for (long m = head - n + 1; m <= head; m++) expected += m < 0 ? 0 : minutes[(int) m];
            assertThat(ring.sum(head, Metric.OFFERED, n)).isEqualTo(expected);
        }
    }
}
