// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.cgroup.CgroupV1;
import io.mitosis.cells.cgroup.LimitedCgroups;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns after the start of settings of the kernel's cpu controller that have no effect while mitosis schedules. */
final class CpuControllerWarnings {
    private static final Logger log = LoggerFactory.getLogger(CpuControllerWarnings.class);

    private CpuControllerWarnings() {}

    /**
     * Logs a warning if there is cause.
     *
     * @param honoured whether the settings count
     */
    static void log(boolean honoured, Path hierarchyRoot) {
        Optional<String> warning =
                honoured ? ofWeights(CgroupV1.has("cpu")) : ofLimits(LimitedCgroups.find(hierarchyRoot));
        warning.ifPresent(log::warn);
    }

    static Optional<String> ofWeights(boolean cgroupV1) {
        return cgroupV1
                ? Optional.of("The cpu controller is in a cgroup v1 hierarchy:"
                        + " its weights (cpu.shares, cpu.idle) have no effect while mitosis schedules")
                : Optional.empty();
    }

    static Optional<String> ofLimits(LimitedCgroups limited) {
        if (limited.count() == 0) {
            return Optional.empty();
        }
        return Optional.of("cpu.max of " + limited.example() + others(limited.count() - 1, limited.complete())
                + " has no effect while mitosis schedules: --cpu-controller on (experimental) enforces it");
    }

    private static String others(int count, boolean complete) {
        if (count == 0) {
            return complete ? "" : ", and perhaps of others,";
        }
        return (complete ? " and " : " and at least ") + count + (count == 1 ? " other cgroup" : " other cgroups");
    }
}
