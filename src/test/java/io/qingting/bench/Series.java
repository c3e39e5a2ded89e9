package io.qingting.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The figures of the rounds of one measurement. Shown as median and range, because few rounds carry no finer statement. */
final class Series {
    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** Not a number where there is no round. */
    double median() {
        if (values.isEmpty()) return Double.NaN;
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double worst() {
        return values.isEmpty() ? Double.NaN : Collections.max(values);
    }

    String show(String unit) {
        if (values.isEmpty()) return "–";
        String median = Line.number(median()) + " " + unit;
        if (values.size() == 1) return median;
        return median + " (" + Line.number(Collections.min(values)) + " … " + Line.number(Collections.max(values))
                + ")";
    }
}
