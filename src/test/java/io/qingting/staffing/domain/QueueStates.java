package io.qingting.staffing.domain;

/**
 * A queue of impatient customers as a chain of states, each a number of contacts present: the balance between neighbours gives
 * how often each is met, and small steps of time give what becomes of a customer who meets it. Slow, and for tests only.
 */
final class QueueStates {
    private static final int MOST_WAITING = 400;
    private static final int STEPS_A_SECOND = 100;

    private final int agents;
    private final double served;
    private final double leaving;
    private final double[] share;

    QueueStates(int agents, Demand demand, double leaving) {
        this.agents = agents;
        this.served = 1 / demand.handleSeconds();
        this.leaving = leaving;
        double[] weight = new double[agents + MOST_WAITING + 1];
        weight[0] = 1;
        double sum = 1;
        for (int k = 1; k < weight.length; k++) {
            double out = Math.min(k, agents) * served + Math.max(0, k - agents) * leaving;
            weight[k] = weight[k - 1] * demand.arrivalsPerSecond() / out;
            sum += weight[k];
        }
        for (int k = 0; k < weight.length; k++) weight[k] /= sum;
        this.share = weight;
    }

    double waitProbability() {
        double sum = 0;
        for (int k = agents; k < share.length; k++) sum += share[k];
        return sum;
    }

    /** Share of the customers who are served within some seconds. */
    double servedWithin(int seconds) {
        double[] chance = chances(seconds);
        double sum = 0;
        for (int k = 0; k < share.length; k++) sum += share[k] * (k < agents ? 1 : chance[k - agents]);
        return sum;
    }

    /** By how many stand ahead: the chance to be served in time, by Runge and Kutta's fourth order. */
    private double[] chances(int seconds) {
        double[] chance = new double[MOST_WAITING + 1];
        double step = 1.0 / STEPS_A_SECOND;
        for (int n = 0; n < seconds * STEPS_A_SECOND; n++) {
            double[] k1 = slope(chance);
            double[] k2 = slope(moved(chance, k1, step / 2));
            double[] k3 = slope(moved(chance, k2, step / 2));
            double[] k4 = slope(moved(chance, k3, step));
            for (int i = 0; i < chance.length; i++) chance[i] += step / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
        }
        return chance;
    }

    /** One ahead leaves or is served, or the customer gives up. */
    private double[] slope(double[] chance) {
        double[] slope = new double[chance.length];
        for (int i = 0; i < chance.length; i++) {
            double next = i == 0 ? 1 : chance[i - 1];
            slope[i] = (agents * served + i * leaving) * (next - chance[i]) - leaving * chance[i];
        }
        return slope;
    }

    private static double[] moved(double[] from, double[] slope, double step) {
        double[] moved = new double[from.length];
        for (int i = 0; i < from.length; i++) moved[i] = from[i] + step * slope[i];
        return moved;
    }
}
