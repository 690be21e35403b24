// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import io.mitosis.exit.ExitCode;
import io.mitosis.exit.UnsupportedMachineException;

/**
 * What has to be known of the running kernel before the scheduler is loaded. Flags and codes differ between kernels, so
 * all are looked up by name.
 *
 * @param slice how long a task may run at a stretch, {@code SCX_SLICE_DFL}, in nanoseconds
 * @param flags the {@code enum scx_ops_flags} that the scheduler wants and the kernel knows
 * @param exitCodes how the scheduler's exit code is read
 * @param requeuesPreempted whether it queues a task anew, if asked, when a real-time task takes the CPU:
 *     {@code SCX_ENQ_IMMED}
 * @param hasCpusetWrites whether it has the functions that the programs of {@link CpusetHooks} are attached to
 */
public record KernelConstants(
        long slice, long flags, ExitCode exitCodes, boolean requeuesPreempted, boolean hasCpusetWrites) {
    private static final int CREATE_DSQ_PARAMETERS = 2;
    private static final String[] NEEDED_FLAGS = {"SCX_OPS_ENQ_LAST", "SCX_OPS_ENQ_EXITING", "SCX_OPS_KEEP_BUILTIN_IDLE"
    };
    // Newer kernels only; older ones behave as if they were set, or do without.
    private static final String[] WANTED_FLAGS = {"SCX_OPS_ENQ_MIGRATION_DISABLED", "SCX_OPS_ALLOW_QUEUED_WAKEUP"};

    /**
     * Looks them up.
     *
     * @throws UnsupportedMachineException if the kernel has no sched_ext, one that is too old, or types that an old
     *     tool wrote down wrongly
     */
    public static KernelConstants read() {
        // Closed at once: it takes 10 MB, and libbpf needs as much again when it loads.
        try (KernelBtf kernel = KernelBtf.load()) {
            return read(kernel);
        } catch (BpfException missing) {
            throw new UnsupportedMachineException("this kernel's sched_ext lacks: " + missing.getMessage(), missing);
        }
    }

    private static KernelConstants read(KernelBtf kernel) {
        if (!kernel.hasField("sched_ext_ops", "dump") || !kernel.hasFunction("scx_bpf_dsq_insert")) {
            throw new UnsupportedMachineException("this kernel has no (recent enough) sched_ext:"
                    + " Linux 6.13 or later with CONFIG_SCHED_CLASS_EXT is needed");
        }
        Enumeration exitCodes = kernel.enumeration("scx_exit_code");
        if (!exitCodes.isWhole()) {
            throw new UnsupportedMachineException("this kernel's BTF holds only the low half of 64-bit constants:"
                    + " it was built with a pahole that is too old");
        }
        // Its last parameter is the kernel's own business, and not to be seen. Then no program that calls it is loaded.
        if (kernel.parameterCount("scx_bpf_create_dsq") > CREATE_DSQ_PARAMETERS) {
            throw new UnsupportedMachineException("this kernel's BTF shows functions of sched_ext with a parameter too"
                    + " many: it was built with a pahole that is too old");
        }
        return new KernelConstants(
                kernel.enumValue("scx_public_consts", "SCX_SLICE_DFL"),
                flags(kernel.enumeration("scx_ops_flags")),
                new ExitCode(exitCodes.value("SCX_ECODE_ACT_RESTART"), exitCodes.value("SCX_ECODE_RSN_HOTPLUG")),
                kernel.enumeration("scx_enq_flags").has("SCX_ENQ_IMMED"),
                CpusetHooks.exist(kernel));
    }

    private static long flags(Enumeration known) {
        long flags = 0;
        for (String flag : NEEDED_FLAGS) {
            flags |= known.value(flag);
        }
        for (String flag : WANTED_FLAGS) {
            flags |= known.has(flag) ? known.value(flag) : 0;
        }
        return flags;
    }
}
