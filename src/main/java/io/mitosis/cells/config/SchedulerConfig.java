// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.config;

import io.mitosis.config.HostSettings;
import io.mitosis.config.Intervals;

/**
 * What a run of the cells is asked to do.
 *
 * @param host what a run of any scheduler is asked to do
 * @param selection which cgroups own cells
 * @param cells how CPUs are shared out among them
 * @param features how tasks are scheduled on the CPUs of their cell
 * @param rebalancing when and how CPUs move to where demand is
 * @param intervals how often things are done
 */
public record SchedulerConfig(
        HostSettings host,
        CellSelection selection,
        CellSettings cells,
        Features features,
        RebalanceSettings rebalancing,
        Intervals intervals) {}
