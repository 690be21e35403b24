// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.usage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What happened on a simulated machine. */
public final class Run {
    private final List<Integer> changes = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    private int shortSeconds;
    private int needlesslyShortSeconds;
    private double missing;
    private int[] last = new int[0];

    public void note(double[] wanted, int[] sizes) {
        double lacking = 0;
        boolean idle = false;
        boolean spare = false;
        for (int i = 0; i < sizes.length; i++) {
            lacking += Math.max(0, wanted[i] - sizes[i]);
            idle |= sizes[i] - wanted[i] >= 1;
            spare |= sizes[i] > Math.ceil(wanted[i] / 0.8);
        }
        if (lacking > 0.05) {
            shortSeconds += idle ? 1 : 0;
            needlesslyShortSeconds += spare ? 1 : 0;
            missing += idle ? lacking : 0;
        }
    }

    public void change(int second, int[] sizes) {
        changes.add(second);
        history.add(second + ":" + Arrays.toString(sizes));
    }

    public void end(int[] sizes) {
        last = sizes;
    }

    /** Returns the seconds at which CPUs moved. */
    public List<Integer> changes() {
        return changes;
    }

    /** Returns in how many seconds a cell wanted more than it had while another had a whole CPU to spare. */
    public int shortSeconds() {
        return shortSeconds;
    }

    /** Returns in how many of these the other was less than 80 % utilised, whole CPUs considered. */
    public int needlesslyShortSeconds() {
        return needlesslyShortSeconds;
    }

    public int[] sizes() {
        return last.clone();
    }

    @Override
    public String toString() {
        return changes.size() + " changes, short " + shortSeconds + " s, needlessly " + needlesslyShortSeconds + " s, "
                + missing + " CPU seconds, " + history;
    }
}
