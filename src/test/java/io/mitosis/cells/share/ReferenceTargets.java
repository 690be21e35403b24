// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellRequest;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many CPUs each cell should have, as the rules say it in words. */
final class ReferenceTargets {
    private ReferenceTargets() {}

    /**
     * Returns the targets.
     *
     * @param cells oldest first, no more than there are CPUs
     */
    static SortedMap<CellId, Integer> of(int cpus, List<CellRequest> cells) {
        Map<CellId, Integer> minima = minima(cpus, cells);
        Map<CellId, Integer> maxima = new HashMap<>();
        SortedMap<CellId, BigDecimal> open = new TreeMap<>();
        for (CellRequest cell : cells) {
            maxima.put(cell.cell().id(), cell.terms().bounds().max());
            open.put(cell.cell().id(), BigDecimal.valueOf(cell.weight()));
        }
        SortedMap<CellId, Integer> targets = new TreeMap<>();
        int left = cpus;
        while (!open.isEmpty()) {
            SortedMap<CellId, Integer> wished = oneEachAndTheRestByWeight(left, open);
            SortedMap<CellId, Integer> clamped = new TreeMap<>(wished);
            clamped.replaceAll((id, count) -> Math.clamp(count, minima.get(id), maxima.get(id)));
            int excess = clamped.values().stream().mapToInt(Integer::intValue).sum() - left;
            for (CellId id : wished.keySet()) {
                int raised = clamped.get(id) - wished.get(id);
                if (excess == 0 || (excess > 0 && raised > 0) || (excess < 0 && raised < 0)) {
                    targets.put(id, clamped.get(id));
                    open.remove(id);
                    left -= clamped.get(id);
                }
            }
        }
        targets.merge(CellId.ROOT, left, Integer::sum);
        return targets;
    }

    private static SortedMap<CellId, Integer> oneEachAndTheRestByWeight(
            int cpus, SortedMap<CellId, BigDecimal> weights) {
        SortedMap<CellId, Integer> counts =
                ReferenceShares.byWeight(cpus - weights.size(), weights).counts();
        counts.replaceAll((id, count) -> count + 1);
        return counts;
    }

    private static Map<CellId, Integer> minima(int cpus, List<CellRequest> cells) {
        Map<CellId, Integer> minima = new HashMap<>();
        cells.forEach(cell -> minima.put(cell.cell().id(), cell.terms().bounds().min()));
        for (CellRequest newest : cells.reversed()) {
            while (sum(minima) > cpus && minima.get(newest.cell().id()) > 1) {
                minima.merge(newest.cell().id(), -1, Integer::sum);
            }
        }
        return minima;
    }

    private static long sum(Map<CellId, Integer> counts) {
        return counts.values().stream().mapToLong(Integer::intValue).sum();
    }
}
