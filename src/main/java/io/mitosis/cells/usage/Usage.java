// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.usage;

/** The usage of CPUs by one cell or by all cells over an interval. */
public interface Usage {
    /** Returns the counters of the interval. */
    CellCounters counted();

    /** Returns the run time of tasks on any CPU, in nanoseconds. */
    long runningNanos();

    /** Returns the run time in percent of the time that the owned CPUs had: 0 or more, never NaN. */
    double utilizationPercent();

    /** Returns the percentage of the run time on CPUs of another cell: 0 to 100, 0 if no task ran. */
    double borrowedPercent();

    /** Returns the percentage of the time in which owned CPUs ran tasks of cells that do not own them: 0 to 100. */
    double lentPercent();
}
