// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import java.time.Duration;
import java.util.Set;

/**
 * What a run of the scheduler is asked to do.
 *
 * @param cellParentCgroup the parent of the cells, as it was given: a directory or a path inside the hierarchy
 * @param cellExclude the names of children that stay in the root cell
 * @param monitorInterval how often the counters are read, at least a second
 * @param exitDumpLength the size of the kernel's debug dump in bytes; 0 is the kernel's default
 */
public record SchedulerConfig(
        String cellParentCgroup, Set<String> cellExclude, Duration monitorInterval, int exitDumpLength) {
    /** Copies the set and refuses what no run can be made of. */
    public SchedulerConfig {
        cellExclude = Set.copyOf(cellExclude);
        if (monitorInterval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("monitor interval " + monitorInterval);
        }
        if (exitDumpLength < 0) {
            throw new IllegalArgumentException("exit dump of " + exitDumpLength + " bytes");
        }
    }
}
