// SPDX-License-Identifier: Apache-2.0
package io.mitosis.config;

import org.jspecify.annotations.Nullable;

/**
 * What a run of the cells is asked to do.
 *
 * @param host what a run of any scheduler is asked to do
 * @param selection which cgroups own cells
 * @param cells how CPUs are shared out among them
 * @param features how tasks are scheduled on the CPUs of their cell
 * @param rebalancing when and how CPUs move to where demand is
 * @param intervals how often things are done
 * @param metricsListen where metrics are served over HTTP; null if nowhere
 */
public record SchedulerConfig(
        HostSettings host,
        CellSelection selection,
        CellSettings cells,
        Features features,
        RebalanceSettings rebalancing,
        Intervals intervals,
        @Nullable ListenAddress metricsListen) {}
