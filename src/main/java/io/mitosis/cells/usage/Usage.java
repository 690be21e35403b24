// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.usage;

/** What a cell, or all of them together, did over an interval. */
public interface Usage {
    /** Returns what was counted. */
    CellCounters counted();

    /** Returns how long its tasks ran, on any CPU, in nanoseconds. */
    long runningNanos();

    /** Returns that time as a percentage of what its CPUs could do: 0 or more, never NaN. */
    double utilizationPercent();

    /** Returns how much of that time was on CPUs of another cell: 0 to 100, 0 if it did not run. */
    double borrowedPercent();

    /** Returns for how much of the time its CPUs ran tasks of cells that do not own them: 0 to 100. */
    double lentPercent();
}
