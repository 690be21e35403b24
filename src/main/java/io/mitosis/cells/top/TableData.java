// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import java.util.List;

/**
 * What the table shows of one snapshot.
 *
 * @param cells the cells, in no particular order
 * @param parked paths of the cgroups that should have a cell and have none
 * @param cpus how many CPUs the machine has for cells
 * @param utilization how busy all of them are, in percent
 * @param rebalances how often CPUs have followed demand
 * @param applies how many configurations were put in force
 * @param changeSeconds how long ago the last one was
 * @param changeReason what it was put in force for
 * @param uptimeSeconds how long the server has run
 */
record TableData(
        List<CellRow> cells,
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
        parked = List.copyOf(parked);
    }
}
