package io.qingting.contact.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.contact.domain.FirstContactResolution.Begin;
import io.qingting.contact.domain.FirstContactResolution.Close;
import io.qingting.contact.domain.FirstContactResolution.Verdict;
import io.qingting.kernel.ContactKey;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FirstContactResolutionTest {
    private static final long DAY = 86_400_000;
    private static final long WITHIN = 7 * DAY;
    private static final ContactKey FIRST = new ContactKey(1, "c1");
    private static final ContactKey SECOND = new ContactKey(1, "c2");

    private static Close resolved(@Nullable String customer, @Nullable String topic, @Nullable Long reopenedAt) {
        return new Close(FIRST, 0, 0, true, reopenedAt, customer, topic);
    }

    private static Verdict settle(Close close, long now, Begin... begins) {
        return FirstContactResolution.settle(close, List.of(begins), WITHIN, now);
    }

    @Test
    void aResolvedCloseWithoutANewContactInSevenDaysIsAHit() {
        assertThat(settle(resolved("k", "bill", null), WITHIN)).isEqualTo(Verdict.HIT);
    }

    @Test
    void aCloseYoungerThanSevenDaysIsPending() {
        assertThat(settle(resolved("k", "bill", null), WITHIN - 1)).isEqualTo(Verdict.PENDING);
    }

    @Test
    void theSameCustomerOnTheSameTopicWithinSevenDaysIsAMiss() {
        assertThat(settle(resolved("k", "bill", null), 8 * DAY, new Begin(SECOND, 7 * DAY, "k", "bill")))
                .isEqualTo(Verdict.MISS);
        assertThat(settle(resolved("k", "bill", null), 8 * DAY, new Begin(SECOND, 7 * DAY + 1, "k", "bill")))
                .isEqualTo(Verdict.HIT);
        assertThat(settle(resolved("k", "bill", null), 8 * DAY, new Begin(SECOND, DAY, "k", "delivery")))
                .isEqualTo(Verdict.HIT);
    }

    @Test
    void withAnUnknownTopicAnyNewContactCounts() {
        assertThat(settle(resolved("k", null, null), 8 * DAY, new Begin(SECOND, DAY, "k", "delivery")))
                .isEqualTo(Verdict.MISS);
    }

    @Test
    void anUnknownCustomerIsExcludedAndAReopenIsAMiss() {
        assertThat(settle(resolved(null, "bill", null), 8 * DAY)).isEqualTo(Verdict.EXCLUDED);
        assertThat(settle(resolved("k", "bill", DAY), 8 * DAY)).isEqualTo(Verdict.MISS);
    }
}
