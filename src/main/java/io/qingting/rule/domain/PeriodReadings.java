package io.qingting.rule.domain;

import io.qingting.kernel.Ratio;
import io.qingting.report.domain.ComplaintShares;
import io.qingting.rule.domain.Reading.Told;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What whole periods tell of the places that a rule watches.
 *
 * @param byPlace one reading a period, oldest first
 * @param others the same of every other place
 */
public record PeriodReadings(Map<String, List<Reading>> byPlace, List<Reading> others) {
    public PeriodReadings {
        byPlace = Map.copyOf(byPlace);
        others = List.copyOf(others);
    }

    List<Reading> of(String place) {
        return byPlace.getOrDefault(place, others);
    }

    /** Of places that are not heard of in any of so many periods nothing can be told. */
    public static PeriodReadings of(Map<String, List<Reading>> byPlace, int periods) {
        return new PeriodReadings(byPlace, Collections.nCopies(periods, Reading.UNTOLD));
    }

    /** Of a category without complaints it can be told that it has none, where there are complaints at all. */
    public static PeriodReadings of(List<ComplaintShares> periods) {
        Set<String> categories = new HashSet<>();
        List<Reading> others = new ArrayList<>(periods.size());
        for (ComplaintShares shares : periods) {
            categories.addAll(shares.byCategory().keySet());
            others.add(share(new Ratio(0, shares.total())));
        }
        Map<String, List<Reading>> byPlace = new HashMap<>();
        for (String category : categories)
            byPlace.put(
                    category,
                    periods.stream().map(shares -> share(shares.of(category))).toList());
        return new PeriodReadings(byPlace, others);
    }

    public static Reading share(Ratio ratio) {
        return ratio.total() == 0 ? Reading.UNTOLD : new Told((double) ratio.hits() / ratio.total(), ratio.total());
    }
}
