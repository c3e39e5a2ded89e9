package io.qingting.access.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.access.domain.Lockout.Kind;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LockoutTest {
    private static final Instant AT = Instant.parse("2026-03-02T01:00:00Z");

    @Test
    void fourMistakesCostNothingAndTheFifthFiveSecondsThenEachDoubles() {
        assertThat(new Lockout(4, AT).openAt(Kind.LOGIN)).isEqualTo(AT);
        assertThat(new Lockout(5, AT).openAt(Kind.LOGIN)).isEqualTo(AT.plusSeconds(5));
        assertThat(new Lockout(6, AT).openAt(Kind.LOGIN)).isEqualTo(AT.plusSeconds(10));
        assertThat(new Lockout(12, AT).openAt(Kind.LOGIN)).isEqualTo(AT.plusSeconds(640));
        assertThat(new Lockout(13, AT).openAt(Kind.LOGIN)).isEqualTo(AT.plus(Lockout.LONGEST));
    }

    @Test
    void aFloorBehindOneAddressMayMistypeMoreOften() {
        assertThat(new Lockout(49, AT).openAt(Kind.ADDRESS)).isEqualTo(AT);
        assertThat(new Lockout(50, AT).openAt(Kind.ADDRESS)).isEqualTo(AT.plusSeconds(5));
    }

    @Test
    void aDayWithoutFailuresForgetsThoseBefore() {
        Lockout before = new Lockout(30, AT);
        assertThat(before.failedAt(Kind.LOGIN, AT.plus(Lockout.FORGOTTEN)).failures())
                .isEqualTo(31);
        assertThat(before.failedAt(Kind.LOGIN, AT.plus(Lockout.FORGOTTEN).plusMillis(1))
                        .failures())
                .isEqualTo(1);
    }

    @Test
    void anAddressForgetsItsFailuresAfterTheLongestWait() {
        Lockout floor = new Lockout(49, AT);
        assertThat(floor.failedAt(Kind.ADDRESS, AT.plus(Lockout.LONGEST).plusMillis(1))
                        .failures())
                .isEqualTo(1);
    }

    @Property
    void moreFailuresNeverWaitLessAndNobodyWaitsForEver(@ForAll @IntRange(max = 1_000_000) int failures) {
        Duration wait = Duration.between(AT, new Lockout(failures, AT).openAt(Kind.LOGIN));
        Duration next = Duration.between(AT, new Lockout(failures + 1, AT).openAt(Kind.LOGIN));
        assertThat(wait).isBetween(Duration.ZERO, Lockout.LONGEST);
        assertThat(next).isGreaterThanOrEqualTo(wait);
    }
}
