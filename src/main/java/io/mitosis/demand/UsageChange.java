// SPDX-License-Identifier: Apache-2.0
package io.mitosis.demand;

import io.mitosis.cell.Cell;
import io.mitosis.cell.CellCpus;
import io.mitosis.cell.CellId;
import io.mitosis.cell.CellLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened between two samples: who ran on whose CPUs for how long.
 *
 * <p>Of a CPU that changed owner nobody knows when it did. The doubt is resolved so that nothing is overstated: time
 * that a cell ran on a CPU which it owned at either sample is not borrowed, and only a CPU that it owned at both is
 * lent by it. Cells that did not live at both samples neither borrow nor make others lend.
 */
final class UsageChange {
    private static final int NOBODY = -1;

    private final UsageSample before;
    private final UsageSample now;
    private final long elapsed;
    private final List<CellCpus> cells;
    // Of each CPU the index among the cells of now's layout.
    private final int[] ownerBefore;
    private final int[] ownerNow;
    // Of each of these cells.
    private final long[] running;
    private final long[] borrowed;
    private final long[] lent;

    UsageChange(UsageSample before, UsageSample now) {
        this.before = before;
        this.now = now;
        elapsed = Math.max(0, now.takenNanos() - before.takenNanos());
        cells = now.layout().cells();
        running = new long[cells.size()];
        borrowed = new long[cells.size()];
        lent = new long[cells.size()];
        ownerBefore = owners(before.layout());
        ownerNow = owners(now.layout());
    }

    private int[] owners(CellLayout layout) {
        int[] cpus = now.running().cpus().numbers();
        int[] owners = new int[cpus.length];
        Arrays.fill(owners, NOBODY);
        for (int cell = 0; cell < cells.size(); cell++) {
            CellCpus owner = find(layout, cell);
            if (owner != null) {
                int index = cell;
                owner.primary().stream().forEach(cpu -> own(owners, Arrays.binarySearch(cpus, cpu), index));
            }
        }
        return owners;
    }

    private static void own(int[] owners, int place, int cell) {
        if (place >= 0) {
            owners[place] = cell;
        }
    }

    /** Returns the CPUs that a cell of now's layout had in another one, which is most often much like it. */
    private @Nullable CellCpus find(CellLayout layout, int cell) {
        Cell wanted = cells.get(cell).cell();
        boolean there =
                cell < layout.cells().size() && layout.cells().get(cell).cell().equals(wanted);
        return there
                ? layout.cells().get(cell)
                : layout.cell(wanted.id())
                        .filter(found -> found.cell().equals(wanted))
                        .orElse(null);
    }

    UsageReport report() {
        List<CellUsage> usages = new ArrayList<>(cells.size());
        boolean[] measured = new boolean[cells.size()];
        for (int cell = 0; cell < cells.size(); cell++) {
            int rowBefore = before.running().row(cells.get(cell).cell().id(), cell);
            measured[cell] = find(before.layout(), cell) != null && rowBefore >= 0;
            if (measured[cell]) {
                addTimes(cell, rowBefore);
            }
        }
        for (int cell = 0; cell < cells.size(); cell++) {
            usages.add(usage(cell, cells.get(cell), measured[cell]));
        }
        return new UsageReport(elapsed, now.layout().usable().count(), usages);
    }

    private void addTimes(int cell, int rowBefore) {
        int row = now.running().row(cells.get(cell).cell().id(), cell);
        now.running().growth(row, before.running(), rowBefore, (cpu, nanos) -> addTime(cell, cpu, nanos));
    }

    private void addTime(int cell, int cpu, long nanos) {
        running[cell] += nanos;
        if (ownerNow[cpu] == cell || ownerBefore[cpu] == cell) {
            return;
        }
        borrowed[cell] += nanos;
        if (ownerNow[cpu] != NOBODY && ownerNow[cpu] == ownerBefore[cpu]) {
            lent[ownerNow[cpu]] += nanos;
        }
    }

    private CellUsage usage(int cell, CellCpus cpus, boolean measured) {
        int owned = cpus.primary().count();
        if (!measured) {
            return CellUsage.unmeasured(cpus.cell(), owned);
        }
        CellCpus then = find(before.layout(), cell);
        // Of a share that changed in between the larger size counts: the smaller would make what the cell ran on
        // its old CPUs look like more than they can do.
        int most = then == null ? owned : Math.max(owned, then.primary().count());
        CellId id = cpus.cell().id();
        CellCounters counted = now.counters()
                .getOrDefault(id, CellCounters.ZERO)
                .since(before.counters().getOrDefault(id, CellCounters.ZERO));
        return new CellUsage(cpus.cell(), most, elapsed, counted, running[cell], borrowed[cell], lent[cell]);
    }
}
