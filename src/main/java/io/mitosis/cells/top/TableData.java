// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import java.util.List;

/**
 * The data of one snapshot that the table shows.
 *
 * @param cells the cells, in no particular order
 * @param limits the limits in force, in no particular order
 * @param limitsMissed how often there was no room for a limit
 * @param parked paths of the cgroups that should have a cell and have none
 * @param cpus the number of usable CPUs of the machine
 * @param utilization the utilization of all CPUs in percent
 * @param rebalances number of times that CPUs were moved to follow demand
 * @param applies number of configurations put in force
 * @param changeSeconds time since the last one was put in force, in seconds
 * @param changeReason why the last one was put in force
 * @param uptimeSeconds time since the start of the server, in seconds
 */
record TableData(
        List<CellRow> cells,
        List<LimitRow> limits,
        long limitsMissed,
        List<String> parked,
        long cpus,
        double utilization,
        long rebalances,
        long applies,
        double changeSeconds,
        String changeReason,
        double uptimeSeconds) {
    /** Copies the lists. */
    TableData {
        cells = List.copyOf(cells);
        limits = List.copyOf(limits);
        parked = List.copyOf(parked);
    }

    /** Returns the number of rows that a view has. */
    int rows(View view) {
        return view.limits() ? limits.size() : cells.size();
    }
}
