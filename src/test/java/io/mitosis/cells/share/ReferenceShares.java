// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.reverseOrder;

import io.mitosis.cells.model.CellId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sharing by weight as the rules say it in words: whole parts first, then one each by the largest fraction, the lower
 * id first. Decimal numbers, so that nothing is rounded.
 *
 * @param counts how many CPUs each cell gets
 * @param order the cells in the order in which CPUs that were left over are given out
 */
record ReferenceShares(SortedMap<CellId, Integer> counts, List<CellId> order) {
    static ReferenceShares byWeight(int cpus, SortedMap<CellId, BigDecimal> weights) {
        BigDecimal sum = weights.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.signum() == 0) {
            SortedMap<CellId, BigDecimal> equal = new TreeMap<>(weights);
            equal.replaceAll((id, weight) -> BigDecimal.ONE);
            return byWeight(cpus, equal);
        }
        SortedMap<CellId, Integer> counts = new TreeMap<>();
        Map<CellId, BigDecimal> fractions = new HashMap<>();
        int left = cpus;
        for (Map.Entry<CellId, BigDecimal> entry : weights.entrySet()) {
            BigDecimal[] parts =
                    entry.getValue().multiply(BigDecimal.valueOf(cpus)).divideAndRemainder(sum);
            counts.put(entry.getKey(), parts[0].intValueExact());
            fractions.put(entry.getKey(), parts[1]);
            left -= parts[0].intValueExact();
        }
        List<CellId> order = new ArrayList<>(weights.keySet());
        order.sort(comparing((CellId id) -> fractions.get(id), reverseOrder()).thenComparing(naturalOrder()));
        order.subList(0, left).forEach(id -> counts.merge(id, 1, Integer::sum));
        return new ReferenceShares(counts, order);
    }

    /**
     * Shares by deficit: in addition, who should get something and got nothing takes one from the largest share, in the
     * order in which CPUs that were left over are given out.
     */
    static SortedMap<CellId, Integer> byDeficit(int cpus, SortedMap<CellId, Integer> deficits) {
        boolean equally = deficits.values().stream().allMatch(deficit -> deficit == 0);
        SortedMap<CellId, BigDecimal> weights = new TreeMap<>();
        deficits.forEach((id, deficit) -> weights.put(id, BigDecimal.valueOf(equally ? 1 : deficit)));
        ReferenceShares shares = byWeight(cpus, weights);
        SortedMap<CellId, Integer> counts = shares.counts;
        for (CellId id : shares.order) {
            int largest = counts.values().stream().max(naturalOrder()).orElse(0);
            if (counts.get(id) == 0 && weights.get(id).signum() > 0 && largest > 1) {
                CellId donor = shares.order.reversed().stream()
                        .filter(other -> counts.get(other) == largest)
                        .findFirst()
                        .orElseThrow();
                counts.merge(donor, -1, Integer::sum);
                counts.put(id, 1);
            }
        }
        return counts;
    }
}
