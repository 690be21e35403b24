// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.usage;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.cells.model.CellOwner;
import io.mitosis.topology.CpuMask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Makes cells, layouts, samples and reports for tests. */
public final class Samples {
    public static final long SECOND = 1_000_000_000;

    private Samples() {}

    public static Cell cell(int id, String name) {
        return new Cell(new CellId(id), new CellOwner(Path.of("/cg").resolve(name), name.hashCode()));
    }

    /** Returns the layout in which the root cell owns the first mask, and so on. */
    public static CellLayout layout(String root, Object... cellsAndMasks) {
        List<CellCpus> cells = new ArrayList<>(List.of(new CellCpus(Cell.ROOT, CpuMask.parse(root))));
        CpuMask usable = CpuMask.parse(root);
        for (int i = 0; i < cellsAndMasks.length; i += 2) {
            CpuMask mask = CpuMask.parse((String) cellsAndMasks[i + 1]);
            cells.add(new CellCpus((Cell) cellsAndMasks[i], mask));
            usable = usable.or(mask);
        }
        return new CellLayout(usable, cells);
    }

    /** Returns what tells how long each cell of a layout ran on each CPU, one row a cell. */
    public static Consumer<UsageDeltas> ran(CellLayout layout, long[]... nanos) {
        return growth -> {
            for (int row = 0; row < nanos.length; row++) {
                for (int cpu = 0; cpu < nanos[row].length; cpu++) {
                    growth.ran(cpu, layout.cells().get(row).cell().id().value(), nanos[row][cpu]);
                }
            }
        };
    }

    public static long[] row(long... nanos) {
        return nanos;
    }

    /** Returns what a cell did over a second in which it kept so many CPUs busy. */
    public static CellUsage usage(Cell cell, int owned, double busyCpus) {
        return usage(cell, owned, busyCpus, SECOND);
    }

    public static CellUsage usage(Cell cell, int owned, double busyCpus, long elapsedNanos) {
        return new CellUsage(cell, owned, elapsedNanos, CellCounters.ZERO, Math.round(busyCpus * elapsedNanos), 0, 0);
    }

    public static UsageReport report(CellUsage... cells) {
        int cpus = 0;
        for (CellUsage cell : cells) {
            cpus += cell.cpus();
        }
        return new UsageReport(SECOND, cpus, List.of(cells));
    }

    public static Map<Cell, Double> equal(Cell... cells) {
        Map<Cell, Double> weights = new HashMap<>();
        for (Cell cell : cells) {
            weights.put(cell, 1.0);
        }
        return weights;
    }
}
