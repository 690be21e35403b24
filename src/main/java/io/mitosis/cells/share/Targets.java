// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import java.util.Arrays;
import java.util.List;

/**
 * The number of CPUs that each cell should have by its weight and bounds, cpusets left aside: one CPU each, and the
 * rest in proportion to weight.
 *
 * <p>Bounds are met in rounds. In each round the open cells share the CPUs that are left as if there were no bounds. If
 * clamping all shares would use too many CPUs, the cells below their minimum get just the minimum and are closed; if it
 * would use too few, the cells above their maximum get just the maximum and are closed. The next round shares the
 * remaining CPUs among the cells that are still open.
 */
final class Targets {
    private final List<Candidate> cells;
    private final long[] weights;
    private final int[] minima;
    private final int[] targets;
    private final boolean[] done;
    private final Apportionment apportionment;
    private int left;
    private int open;

    private Targets(int cpus, List<Candidate> cells) {
        this.cells = cells;
        weights = Weights.of(cells);
        minima = minima(cpus, cells);
        targets = new int[cells.size()];
        done = new boolean[cells.size()];
        apportionment = new Apportionment(cells.size());
        left = cpus;
        open = cells.size();
    }

    /**
     * Returns the targets in the order of the cells; they add up to the number of CPUs.
     *
     * @param cells in ascending order of id, the root cell first; no more than there are CPUs
     */
    static int[] of(int cpus, List<Candidate> cells) {
        Targets targets = new Targets(cpus, cells);
        while (targets.open > 0) {
            targets.share();
            targets.close(targets.excess());
        }
        targets.targets[0] += targets.left;
        return targets.targets;
    }

    private void share() {
        apportionment.clear();
        for (int i = 0; i < targets.length; i++) {
            if (!done[i]) {
                apportionment.add(weights[i]);
            }
        }
        apportionment.apportion(left - open);
        int sharer = 0;
        for (int i = 0; i < targets.length; i++) {
            if (!done[i]) {
                targets[i] = 1 + apportionment.share(sharer++);
            }
        }
    }

    /** Returns the number of CPUs by which the clamped shares of the open cells exceed the CPUs left for them. */
    private int excess() {
        int excess = 0;
        for (int i = 0; i < targets.length; i++) {
            if (!done[i]) {
                excess += clamped(i) - targets[i];
            }
        }
        return excess;
    }

    private void close(int excess) {
        for (int i = 0; i < targets.length; i++) {
            int raised = done[i] ? 0 : clamped(i) - targets[i];
            if (!done[i] && (excess == 0 || Integer.signum(raised) == Integer.signum(excess))) {
                targets[i] += raised;
                left -= targets[i];
                open--;
                done[i] = true;
            }
        }
    }

    private int clamped(int cell) {
        return Math.clamp(
                targets[cell],
                minima[cell],
                cells.get(cell).request().terms().bounds().max());
    }

    /** Returns the minima; if their sum exceeds the number of CPUs, those of the newest cells are cut. */
    private static int[] minima(int cpus, List<Candidate> cells) {
        int[] minima = new int[cells.size()];
        long excess = -cpus;
        for (int i = 0; i < minima.length; i++) {
            minima[i] = cells.get(i).request().terms().bounds().min();
            excess += minima[i];
        }
        if (excess > 0) {
            Integer[] newestFirst = new Integer[minima.length];
            Arrays.setAll(newestFirst, i -> i);
            Arrays.sort(newestFirst, (a, b) -> cells.get(b).age() - cells.get(a).age());
            for (int i : newestFirst) {
                int cut = Math.clamp(excess, 0, minima[i] - 1);
                minima[i] -= cut;
                excess -= cut;
            }
        }
        return minima;
    }
}
