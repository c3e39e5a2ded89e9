package io.qingting.staffing.domain;

import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Waiting in a queue with n agents, as Erlang C (nobody gives up) and Erlang A (customers give up after a patience that is
 * spread exponentially) tell it.
 *
 * <p>Both stand on Erlang B, the share refused where nobody may wait, which its recursion B(n) = aB(n−1)/(n + aB(n−1)) gives
 * without a factorial, so that no load is too big. Erlang C follows from it in closed form. Of Erlang A the wait V that somebody
 * of endless patience would have has the density λπ(n−1)·exp(λH(x) − nμx), H(x) = (1 − exp(−θx))/θ, for x over 0 [1]; what
 * is asked for are integrals of it, taken by Simpson's rule over what is left of the exponent once its greatest value is
 * subtracted.
 *
 * <p>[1] Zeltyn, Mandelbaum: Call centers with impatient customers: many-server asymptotics of the M/M/n+G queue (2005),
 * section 3.
 */
public final class Erlang {
    /** No plan asks for more. */
    public static final int MOST_AGENTS = 20_000;

    /** Below this share of its greatest value an exponential adds nothing to a sum of doubles. */
    private static final double NEGLIGIBLE = 45;

    private static final int INTERVALS = 1_000;

    private Erlang() {}

    /** Share refused where nobody may wait; 0 agents refuse all. */
    static double b(int agents, double load) {
        double b = 1;
        for (int n = 1; n <= agents; n++) b = load * b / (n + load * b);
        return b;
    }

    /** Nobody gives up. Agents who cannot keep up leave an endless queue: all wait, none is answered in time. */
    public static Service c(int agents, Demand demand, Target target) {
        return c(agents, b(agents, demand.load()), demand, target);
    }

    private static Service c(int agents, double b, Demand demand, Target target) {
        double load = demand.load();
        if (agents <= load) return new Service(agents, 1, 0);
        double wait = b / (1 - load / agents * (1 - b));
        double late = wait * Math.exp(-(agents - load) * target.seconds() / demand.handleSeconds());
        return new Service(agents, wait, 1 - late);
    }

    /** Customers give up; {@code patience} must be known. {@code agents}: 1 or more. */
    public static Service a(int agents, Demand demand, Patience patience, Target target) {
        return new Impatient(agents, demand, 1 / patience.meanSeconds()).service(target);
    }

    /** The fewest agents that keep a target while nobody gives up; empty: more than {@link #MOST_AGENTS}. */
    public static Optional<Service> fewestByC(Demand demand, Target target) {
        double b = 1;
        for (int n = 1; n <= MOST_AGENTS; n++) {
            b = demand.load() * b / (n + demand.load() * b);
            Service service = c(n, b, demand, target);
            if (service.serviceLevel() >= target.share()) return Optional.of(service);
        }
        return Optional.empty();
    }

    /** The fewest agents that keep a target where customers give up; empty: more than {@link #MOST_AGENTS}. */
    public static Optional<Service> fewestByA(Demand demand, Patience patience, Target target) {
        return fewest(n -> a(n, demand, patience, target), target);
    }

    /** More agents never serve worse, so halving finds them. */
    private static Optional<Service> fewest(IntFunction<Service> of, Target target) {
        int tooFew = 0;
        Service enough = of.apply(1);
        while (enough.serviceLevel() < target.share()) {
            tooFew = enough.agents();
            if (tooFew >= MOST_AGENTS) return Optional.empty();
            enough = of.apply(Math.min(MOST_AGENTS, 2 * tooFew));
        }
        while (enough.agents() - tooFew > 1) {
            Service middle = of.apply((enough.agents() + tooFew) >>> 1);
            if (middle.serviceLevel() >= target.share()) enough = middle;
            else tooFew = middle.agents();
        }
        return Optional.of(enough);
    }

    /** One queue of Erlang A; its density is kept without the factor exp(greatest). */
    private static final class Impatient {
        private final int agents;
        private final double arrivals;
        private final double served;
        private final double leaving;
        private final double greatest;
        private final double free;
        private final double end;

        Impatient(int agents, Demand demand, double leaving) {
            this.agents = agents;
            this.arrivals = demand.arrivalsPerSecond();
            this.served = agents / demand.handleSeconds();
            this.leaving = leaving;
            double peak = arrivals > served ? Math.log(arrivals / served) / leaving : 0;
            this.greatest = exponent(peak);
            // States with a free agent, beside the one with a single free agent, in the measure of the density.
            this.free = Math.exp(-greatest) / b(agents - 1, demand.load()) / arrivals;
            this.end = end(peak);
        }

        private double exponent(double x) {
            return arrivals * -Math.expm1(-leaving * x) / leaving - served * x;
        }

        /** Beyond it nobody waits. */
        private double end(double peak) {
            double step = 1 / served;
            while (exponent(peak + step) > greatest - NEGLIGIBLE) step *= 2;
            return peak + step;
        }

        Service service(Target target) {
            double early = Math.min(target.shortAbandonSeconds(), end);
            double until = Math.min(target.seconds(), end);
            double waiting = integral(0, end, 0);
            double all = free + waiting;
            double inTime = free + integral(0, until, 1);
            // Who would wait on and has no patience for it: up to the limit the whole wait counts, beyond it the limit.
            double gaveUpEarly = integral(0, early, 0)
                    - integral(0, early, 1)
                    + -Math.expm1(-leaving * early) * integral(early, end, 0);
            if (Double.isInfinite(free)) return new Service(agents, 0, 1);
            return new Service(agents, waiting / all, Math.min(1, inTime / (all - gaveUpEarly)));
        }

        /** Of the density times exp(−times·θx), from … to. */
        private double integral(double from, double to, int times) {
            if (to <= from) return 0;
            double step = (to - from) / INTERVALS;
            double sum = 0;
            for (int i = 0; i <= INTERVALS; i++) {
                double x = from + i * step;
                double value = Math.exp(exponent(x) - greatest - times * leaving * x);
                sum += i == 0 || i == INTERVALS ? value : i % 2 == 1 ? 4 * value : 2 * value;
            }
            return sum * step / 3;
        }
    }
}
