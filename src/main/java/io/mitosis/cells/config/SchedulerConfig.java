// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.config;

import io.mitosis.config.HostSettings;
import io.mitosis.config.Intervals;

/**
 * The settings of a run with the cell scheduler.
 *
 * @param host the settings of a run with any scheduler
 * @param selection the choice of the cgroups that own cells
 * @param cells the settings by which CPUs are shared out among cells
 * @param features the settings by which tasks are scheduled on the CPUs of their cell
 * @param rebalancing the settings by which CPUs move to where demand is
 * @param intervals the intervals of periodic work
 */
public record SchedulerConfig(
        HostSettings host,
        CellSelection selection,
        CellSettings cells,
        Features features,
        RebalanceSettings rebalancing,
        Intervals intervals) {}
