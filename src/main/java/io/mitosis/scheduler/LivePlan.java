// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import io.mitosis.cell.AssignmentInput;
import io.mitosis.exit.UsageException;

/** What a scheduler that starts on this machine now would decide upon. */
public final class LivePlan {
    private LivePlan() {}

    /**
     * Reads cgroups and sysfs, and loads nothing.
     *
     * @throws UsageException if the configuration names cgroups that are not there
     */
    @SuppressWarnings("DoNotCallSuggester") // Not there yet.
    public static AssignmentInput read(SchedulerConfig config) {
        throw new UsageException("planning for the live machine is not there yet: " + config.selection());
    }
}
