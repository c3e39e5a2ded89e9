package io.qingting.staffing.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErlangTest {
    /** 100 calls in half an hour of 180 s each. */
    private static final Demand HUNDRED_CALLS = new Demand(100 / 1800.0, 180);

    private static final Target WITHIN_20_S = new Target(0.8, 20, 0);
    private static final Offset<Double> FOUR_DIGITS = within(0.00005);
    private static final Offset<Double> CLOSE = within(1e-6);

    @ParameterizedTest
    @CsvSource({"11, 0.6821, 0.3896", "12, 0.4494, 0.6402", "13, 0.2853, 0.7956", "14, 0.1741, 0.8884"})
    void aHundredCallsInHalfAnHourAreServedAsPublishedTablesSay(int agents, double wait, double serviceLevel) {
        Service service = Erlang.c(agents, HUNDRED_CALLS, WITHIN_20_S);

        assertThat(service.waitProbability()).isCloseTo(wait, FOUR_DIGITS);
        assertThat(service.serviceLevel()).isCloseTo(serviceLevel, FOUR_DIGITS);
    }

    @Test
    void fourteenAgentsAreTheFewestWhoAnswerEightyPercentOfAHundredCallsInTwentySeconds() {
        assertThat(Erlang.fewestByC(HUNDRED_CALLS, WITHIN_20_S).orElseThrow().agents())
                .isEqualTo(14);
    }

    @Test
    void agentsWhoCannotKeepUpLetEverybodyWaitWithoutEnd() {
        assertThat(Erlang.c(10, HUNDRED_CALLS, WITHIN_20_S)).isEqualTo(new Service(10, 1, 0));
    }

    /** Against the balance of the states of the queue, and the way of a customer through it, both worked out step by step. */
    @ParameterizedTest
    @CsvSource({"8, 120", "10, 120", "11, 60", "12, 300", "14, 30", "20, 600", "3, 90"})
    void impatientCustomersAreServedAsTheStatesOfTheirQueueSay(int agents, double patience) {
        QueueStates states = new QueueStates(agents, HUNDRED_CALLS, 1 / patience);

        Service service = Erlang.a(agents, HUNDRED_CALLS, patience(patience), WITHIN_20_S);

        assertThat(service.waitProbability()).isCloseTo(states.waitProbability(), CLOSE);
        assertThat(service.serviceLevel()).isCloseTo(states.servedWithin(20), CLOSE);
    }

    @Test
    void whoGivesUpAtOnceIsInNoPartOfTheServiceLevel() {
        double patience = 60;
        int agents = 9;
        Target target = new Target(0.8, 20, 5);
        Random random = new Random(4711);
        long inTime = 0;
        long counted = 0;
        double[] free = new double[agents];
        double now = 0;
        for (int i = 0; i < 400_000; i++) {
            now += exponential(random, 1 / HUNDRED_CALLS.arrivalsPerSecond());
            int soonest = 0;
            for (int a = 1; a < agents; a++) if (free[a] < free[soonest]) soonest = a;
            double wait = Math.max(0, free[soonest] - now);
            double willing = exponential(random, patience);
            if (wait > willing) {
                if (willing >= 5) counted++;
                continue;
            }
            free[soonest] = now + wait + exponential(random, HUNDRED_CALLS.handleSeconds());
            counted++;
            if (wait <= 20) inTime++;
        }

        Service service = Erlang.a(agents, HUNDRED_CALLS, patience(patience), target);

        assertThat(service.serviceLevel()).isCloseTo((double) inTime / counted, within(0.01));
    }

    private static double exponential(Random random, double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    @Property(tries = 300)
    void moreAgentsNeverServeWorse(
            @ForAll @IntRange(min = 1, max = 400) int agents,
            @ForAll @DoubleRange(min = 0.5, max = 300) double load,
            @ForAll @DoubleRange(min = 20, max = 900) double handleSeconds,
            @ForAll @DoubleRange(min = 5, max = 1_200) double patience,
            @ForAll @IntRange(min = 0, max = 120) int seconds) {
        Demand demand = new Demand(load / handleSeconds, handleSeconds);
        Target target = new Target(0.8, seconds, 5);

        Service c = Erlang.c(agents, demand, target);
        Service c1 = Erlang.c(agents + 1, demand, target);
        Service a = Erlang.a(agents, demand, patience(patience), target);
        Service a1 = Erlang.a(agents + 1, demand, patience(patience), target);

        assertThat(c1.serviceLevel()).isGreaterThanOrEqualTo(c.serviceLevel() - 1e-9);
        assertThat(c1.waitProbability()).isLessThanOrEqualTo(c.waitProbability() + 1e-9);
        assertThat(a1.serviceLevel()).isGreaterThanOrEqualTo(a.serviceLevel() - 1e-6);
        assertThat(a1.waitProbability()).isLessThanOrEqualTo(a.waitProbability() + 1e-6);
        assertThat(a.waitProbability()).isLessThanOrEqualTo(c.waitProbability() + 1e-6);
        for (Service service : new Service[] {c, a}) {
            assertThat(service.serviceLevel()).isBetween(0.0, 1.0);
            assertThat(service.waitProbability()).isBetween(0.0, 1.0);
        }
    }

    @Property(tries = 200)
    void theFewestKeepTheTargetAndOneLessDoesNot(
            @ForAll @DoubleRange(min = 0.05, max = 500) double load,
            @ForAll @DoubleRange(min = 20, max = 900) double handleSeconds,
            @ForAll @DoubleRange(min = 10, max = 1_200) double patience,
            @ForAll @IntRange(min = 0, max = 60) int seconds) {
        Demand demand = new Demand(load / handleSeconds, handleSeconds);
        Target target = new Target(0.8, seconds, 5);

        Service c = Erlang.fewestByC(demand, target).orElseThrow();
        Service a = Erlang.fewestByA(demand, patience(patience), target).orElseThrow();

        assertThat(c.serviceLevel()).isGreaterThanOrEqualTo(0.8);
        assertThat(a.serviceLevel()).isGreaterThanOrEqualTo(0.8);
        if (c.agents() > 1)
            assertThat(Erlang.c(c.agents() - 1, demand, target).serviceLevel()).isLessThan(0.8);
        if (a.agents() > 1)
            assertThat(Erlang.a(a.agents() - 1, demand, patience(patience), target)
                            .serviceLevel())
                    .isLessThan(0.8);
    }

    @Test
    void endlessPatienceIsErlangC() {
        Service a = Erlang.a(13, HUNDRED_CALLS, patience(1e9), WITHIN_20_S);
        Service c = Erlang.c(13, HUNDRED_CALLS, WITHIN_20_S);

        assertThat(a.waitProbability()).isCloseTo(c.waitProbability(), within(1e-4));
        assertThat(a.serviceLevel()).isCloseTo(c.serviceLevel(), within(1e-4));
    }

    @Test
    void withoutPatienceOnlyThoseAreServedWhoFindAFreeAgent() {
        Service a = Erlang.a(11, HUNDRED_CALLS, patience(1e-4), WITHIN_20_S);

        assertThat(a.serviceLevel()).isCloseTo(1 - Erlang.b(11, HUNDRED_CALLS.load()), within(1e-3));
    }

    @Test
    void aLoadOfThousandsIsToldWithoutOverflow() {
        Demand demand = new Demand(50, 180);

        int byC = Erlang.fewestByC(demand, WITHIN_20_S).orElseThrow().agents();
        int byA = Erlang.fewestByA(demand, patience(120), WITHIN_20_S)
                .orElseThrow()
                .agents();

        assertThat(byC).isBetween(9_000, 9_200);
        assertThat(byA).isBetween(7_500, byC);
        assertThat(Erlang.a(2_000, demand, patience(120), WITHIN_20_S).serviceLevel())
                .isBetween(0.0, 0.01);
        assertThat(Erlang.a(19_000, demand, patience(120), WITHIN_20_S).serviceLevel())
                .isEqualTo(1);
        assertThat(Erlang.fewestByC(new Demand(200, 180), WITHIN_20_S)).isEmpty();
    }

    private static Patience patience(double meanSeconds) {
        return new Patience(meanSeconds * 1_000, 1_000);
    }
}
