// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.cells.model.CellTerms;
import io.mitosis.cells.plan.PlanCell;
import io.mitosis.cells.plan.PlanDocument;
import io.mitosis.cells.plan.PlanTopology;
import io.mitosis.exit.UsageException;
import io.mitosis.topology.CpuMask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes a document of the options that describe a machine and its cells. */
final class DescribedPlan {
    private DescribedPlan() {}

    /** @throws UsageException if no document can be made of them */
    static PlanDocument document(OptionValues values) {
        CpuMask cpus = values.find(PlanOptions.CPUS)
                .orElseThrow(() -> new UsageException("--cpus is required with --cell: name the CPUs of the machine"));
        List<PlanOptions.NamedCell> named = values.all(PlanOptions.CELL);
        Map<String, Double> weights = weights(values, named);
        try {
            List<PlanCell> cells = new ArrayList<>();
            for (PlanOptions.NamedCell cell : named) {
                double weight = weights.getOrDefault(cell.name(), 1.0);
                CellTerms terms = CellTerms.DEFAULT.withCpuset(cell.cpuset()).withWeight(weight);
                cells.add(new PlanCell(cells.size() + 1, cell.name(), terms));
            }
            return new PlanDocument(
                    PlanTopology.flat(cpus),
                    cells,
                    new TreeMap<>(),
                    values.get(CellOptions.ROOT_MIN_CPUS),
                    false,
                    values.get(CellOptions.PLACEMENT),
                    values.get(PlanOptions.BORROW));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Map<String, Double> weights(OptionValues values, List<PlanOptions.NamedCell> cells) {
        List<String> names = new ArrayList<>();
        cells.forEach(cell -> names.add(cell.name()));
        Map<String, Double> weights = new HashMap<>();
        for (PlanOptions.NamedWeight weight : values.all(PlanOptions.WEIGHT)) {
            if (!names.contains(weight.name())) {
                throw new UsageException("--weight: there is no cell " + weight.name()
                        + NearestName.of(weight.name(), names)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse(""));
            }
            if (weights.put(weight.name(), weight.weight()) != null) {
                throw new UsageException("--weight is given more than once for the cell " + weight.name());
            }
        }
        return weights;
    }
}
