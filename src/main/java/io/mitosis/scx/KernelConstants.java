// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scx;

import io.mitosis.bpf.BpfException;
import io.mitosis.bpf.BtfEnum;
import io.mitosis.bpf.KernelBtf;
import io.mitosis.exit.ExitCode;
import io.mitosis.exit.UnsupportedMachineException;
import java.util.List;

/**
 * Constants and features of the running kernel that are needed to load a scheduler. Flags and codes differ between
 * kernels, so they are looked up by name in the kernel's BTF.
 *
 * @param slice the default time slice of a task, {@code SCX_SLICE_DFL}, in nanoseconds
 * @param flags the {@code enum scx_ops_flags} that the scheduler wants and the kernel knows
 * @param exitCodes the kernel's exit codes
 * @param requeuesPreempted whether the kernel can enqueue a task again when a real-time task takes its CPU:
 *     {@code SCX_ENQ_IMMED}
 * @param hasFunctions whether the kernel has all functions that the scheduler attaches to
 */
public record KernelConstants(
        long slice, long flags, ExitCode exitCodes, boolean requeuesPreempted, boolean hasFunctions) {
    private static final int CREATE_DSQ_PARAMETERS = 2;

    /**
     * Reads the constants of the running kernel.
     *
     * @throws UnsupportedMachineException if the kernel has no sched_ext, a version that is too old, or BTF that an old
     *     pahole generated wrongly
     */
    public static KernelConstants read(KernelNeeds needs) {
        // Closed at once: it takes 10 MB, and libbpf needs as much again when it loads.
        try (KernelBtf kernel = KernelBtf.load()) {
            return read(kernel, needs);
        } catch (BpfException missing) {
            throw new UnsupportedMachineException("this kernel's sched_ext lacks: " + missing.getMessage(), missing);
        }
    }

    private static KernelConstants read(KernelBtf kernel, KernelNeeds needs) {
        if (!kernel.hasField("sched_ext_ops", "dump") || !kernel.hasFunction("scx_bpf_dsq_insert")) {
            throw new UnsupportedMachineException("this kernel has no (recent enough) sched_ext:"
                    + " Linux 6.13 or later with CONFIG_SCHED_CLASS_EXT is needed");
        }
        BtfEnum exitCodes = kernel.enumeration("scx_exit_code");
        if (!exitCodes.isComplete()) {
            throw new UnsupportedMachineException("this kernel's BTF holds only the low half of 64-bit constants:"
                    + " it was built with a pahole that is too old");
        }
        // An old pahole shows the implicit last parameter; the verifier then rejects every program that calls it.
        if (kernel.parameterCount("scx_bpf_create_dsq") > CREATE_DSQ_PARAMETERS) {
            throw new UnsupportedMachineException("this kernel's BTF shows functions of sched_ext with a parameter too"
                    + " many: it was built with a pahole that is too old");
        }
        return new KernelConstants(
                kernel.enumValue("scx_public_consts", "SCX_SLICE_DFL"),
                flags(kernel.enumeration("scx_ops_flags"), needs),
                new ExitCode(exitCodes.value("SCX_ECODE_ACT_RESTART"), exitCodes.value("SCX_ECODE_RSN_HOTPLUG")),
                kernel.enumeration("scx_enq_flags").has("SCX_ENQ_IMMED"),
                hasAll(kernel, needs.functions()));
    }

    private static long flags(BtfEnum known, KernelNeeds needs) {
        long flags = 0;
        for (String flag : needs.flags()) {
            flags |= known.value(flag);
        }
        for (String flag : needs.optionalFlags()) {
            flags |= known.has(flag) ? known.value(flag) : 0;
        }
        return flags;
    }

    private static boolean hasAll(KernelBtf kernel, List<String> functions) {
        for (String function : functions) {
            if (!kernel.hasFunction(function)) {
                return false;
            }
        }
        return true;
    }
}
