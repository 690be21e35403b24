// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.usage;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellLayout;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Derives the usage of each cell from the growth of the counters: how long it ran on whose CPUs. For one thread.
 *
 * <p>The counters of an id continue when the id is given to another cgroup. A cell that did not live at the previous
 * reading therefore has no starting point and counts as unmeasured. The usage of new cells and of cells that have gone
 * is summed up as {@link ShortLivedUsage}, as part of the usage of the machine.
 *
 * <p>It runs at every interval for many cells, so everything but the report is reused.
 */
public final class UsageMeter {
    private final Tally tally = new Tally();
    private OwnerChange owners;
    private CellLayout before;
    private long takenNanos;
    private CellUsage[] usages = new CellUsage[0];

    /**
     * Creates a meter whose first interval begins now.
     *
     * @param nowNanos the time in nanoseconds of a monotonic clock
     * @param layout the layout in force
     * @param reader reports the growth of the counters until now, which is discarded
     */
    public UsageMeter(long nowNanos, CellLayout layout, Consumer<UsageDeltas> reader) {
        before = layout;
        owners = new OwnerChange(layout, layout);
        collect(nowNanos, layout, reader);
    }

    /**
     * Sets the layout that came into force right after the last reading, so that moved CPUs count for their new owners.
     */
    public void moved(CellLayout layout) {
        before = layout;
    }

    /**
     * Returns the usage of each live cell since the previous reading.
     *
     * @param nowNanos the time in nanoseconds of the clock that was given to the constructor
     * @param layout the layout in force
     * @param reader reports the growth of the counters since the previous reading
     */
    public UsageReport collect(long nowNanos, CellLayout layout, Consumer<UsageDeltas> reader) {
        if (!owners.isOf(before, layout)) {
            owners = new OwnerChange(before, layout);
        }
        tally.clear(owners.ids());
        reader.accept(tally);
        UsageReport report = report(Math.max(0, nowNanos - takenNanos), layout);
        takenNanos = nowNanos;
        before = layout;
        return report;
    }

    private UsageReport report(long elapsed, CellLayout layout) {
        List<CellCpus> cells = layout.cells();
        if (usages.length != cells.size()) {
            usages = new CellUsage[cells.size()];
        }
        for (int i = 0; i < usages.length; i++) {
            usages[i] = usage(cells.get(i), elapsed);
        }
        return new UsageReport(elapsed, layout.usable().count(), List.of(usages), tally.shortLived());
    }

    private CellUsage usage(CellCpus cpus, long elapsed) {
        Cell cell = cpus.cell();
        int id = cell.id().value();
        return owners.isMeasured(id)
                ? new CellUsage(
                        cell,
                        owners.cpus(id),
                        elapsed,
                        tally.counted[id],
                        tally.running[id],
                        tally.borrowed[id],
                        tally.lent[id])
                : CellUsage.unmeasured(cell, cpus.primary().count());
    }

    /** The growth of the counters in the current reading, by id. */
    private final class Tally implements UsageDeltas {
        private CellCounters[] counted = new CellCounters[0];
        private long[] running = new long[0];
        private long[] borrowed = new long[0];
        private long[] lent = new long[0];
        // The sums for cells that did not live at both ends, and the indices of the CPUs on which they ran.
        private CellCounters othersCounted = CellCounters.ZERO;
        private long othersRunning;
        private final BitSet othersCpus = new BitSet();

        private void clear(int ids) {
            if (running.length != ids) {
                counted = new CellCounters[ids];
                running = new long[ids];
                borrowed = new long[ids];
                lent = new long[ids];
            }
            Arrays.fill(counted, CellCounters.ZERO);
            Arrays.fill(running, 0);
            Arrays.fill(borrowed, 0);
            Arrays.fill(lent, 0);
            othersCounted = CellCounters.ZERO;
            othersRunning = 0;
            othersCpus.clear();
        }

        private ShortLivedUsage shortLived() {
            return new ShortLivedUsage(othersCpus.cardinality(), othersCounted, othersRunning);
        }

        @Override
        public void ran(int cpu, int cell, long nanos) {
            if (!owners.isMeasured(cell)) {
                othersRunning += nanos;
                othersCpus.set(cpu);
                return;
            }
            running[cell] += nanos;
            if (owners.isBorrowed(cpu, cell)) {
                borrowed[cell] += nanos;
                int lender = owners.owner(cpu);
                if (lender != OwnerChange.NOBODY) {
                    lent[lender] += nanos;
                }
            }
        }

        @Override
        public void counted(int cell, CellCounters more) {
            if (owners.isMeasured(cell)) {
                counted[cell] = more;
            } else {
                othersCounted = othersCounted.plus(more);
            }
        }
    }
}
