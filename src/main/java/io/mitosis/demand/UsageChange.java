// SPDX-License-Identifier: Apache-2.0
package io.mitosis.demand;

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
        List<CellCpus> cells = now.layout().cells();
        running = new long[cells.size()];
        borrowed = new long[cells.size()];
        lent = new long[cells.size()];
        ownerBefore = owners(before.layout());
        ownerNow = owners(now.layout());
    }

    private int[] owners(CellLayout layout) {
        int[] cpus = now.running().cpus().stream().toArray();
        int[] owners = new int[cpus.length];
        Arrays.fill(owners, NOBODY);
        List<CellCpus> cells = now.layout().cells();
        for (int cell = 0; cell < cells.size(); cell++) {
            CellCpus owner = find(layout, cells.get(cell));
            for (int i = 0; owner != null && i < cpus.length; i++) {
                if (owner.primary().contains(cpus[i])) {
                    owners[i] = cell;
                }
            }
        }
        return owners;
    }

    private static @Nullable CellCpus find(CellLayout layout, CellCpus cell) {
        return layout.cell(cell.cell().id())
                .filter(found -> found.cell().equals(cell.cell()))
                .orElse(null);
    }

    UsageReport report() {
        List<CellCpus> cells = now.layout().cells();
        List<CellUsage> usages = new ArrayList<>();
        boolean[] measured = new boolean[cells.size()];
        for (int cell = 0; cell < cells.size(); cell++) {
            measured[cell] = find(before.layout(), cells.get(cell)) != null
                    && before.running().has(cells.get(cell).cell().id());
            if (measured[cell]) {
                addTimes(cell, cells.get(cell).cell().id());
            }
        }
        for (int cell = 0; cell < cells.size(); cell++) {
            usages.add(usage(cell, cells.get(cell), measured[cell]));
        }
        return new UsageReport(elapsed, now.layout().usable().count(), usages);
    }

    private void addTimes(int cell, CellId id) {
        long[] onCpu = now.running().growth(id, before.running());
        for (int i = 0; i < onCpu.length; i++) {
            running[cell] += onCpu[i];
            if (ownerNow[i] == cell || ownerBefore[i] == cell) {
                continue;
            }
            borrowed[cell] += onCpu[i];
            if (ownerNow[i] != NOBODY && ownerNow[i] == ownerBefore[i]) {
                lent[ownerNow[i]] += onCpu[i];
            }
        }
    }

    private CellUsage usage(int cell, CellCpus cpus, boolean measured) {
        int owned = cpus.primary().count();
        if (!measured) {
            return CellUsage.unmeasured(cpus.cell(), owned);
        }
        CellCpus then = find(before.layout(), cpus);
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
