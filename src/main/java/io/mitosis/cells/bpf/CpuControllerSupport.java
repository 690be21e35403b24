// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.bpf;

import io.mitosis.bpf.KernelBtf;
import io.mitosis.bpf.KernelSymbols;

/**
 * What the running kernel lets the BPF side honour of the cpu controller's settings, for people to read.
 *
 * @param weights whether it has the members from which {@code cpu.weight} and {@code cpu.idle} are read
 * @param limits whether it has those from which {@code cpu.max} is read
 * @param atOnce whether the timer of limits can be started as soon as the first limit is seen
 * @param seesUserMode whether a tick can tell that it has interrupted a task in user mode
 */
public record CpuControllerSupport(boolean weights, boolean limits, boolean atOnce, boolean seesUserMode) {
    /** The kernel's variable by which a tick tells what it has interrupted. */
    static final String REGISTERS = "__irq_regs";

    private static final String GROUP = "task_group";

    /**
     * Reads the types and symbols of the running kernel.
     *
     * @throws io.mitosis.exit.UnsupportedMachineException if its types cannot be read
     */
    public static CpuControllerSupport ofKernel() {
        try (KernelBtf kernel = KernelBtf.load()) {
            return new CpuControllerSupport(
                    kernel.hasField(GROUP, "idle")
                            && (kernel.hasField(GROUP, "scx") || kernel.hasField(GROUP, "scx_weight")),
                    kernel.hasField(GROUP, "cfs_bandwidth"),
                    kernel.hasFunction("bpf_timer_cancel_async"),
                    kernel.hasVariable(REGISTERS) && KernelSymbols.has(REGISTERS));
        }
    }

    /**
     * Describes weights in one line.
     *
     * @param cgroupV1 whether the controller is in a cgroup v1 hierarchy
     */
    public String describeWeights(boolean cgroupV1) {
        if (cgroupV1) {
            return "not honoured: the cpu controller is in a cgroup v1 hierarchy";
        }
        return weights ? "honoured with --cpu-controller on" : "not honoured: the kernel lacks CONFIG_EXT_GROUP_SCHED";
    }

    /** Describes limits in one line. */
    public String describeLimits() {
        if (!limits) {
            return "not honoured: the kernel lacks CONFIG_CFS_BANDWIDTH";
        }
        return "honoured with --cpu-controller on"
                + (atOnce ? ", at once" : ", the first limit after up to a second")
                + (seesUserMode ? "" : "; tasks may have to wait while they hold locks of the kernel");
    }
}
