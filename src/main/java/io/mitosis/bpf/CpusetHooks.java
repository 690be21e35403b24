// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The programs that tell when a write to a cpuset file has taken effect. They hang on two functions inside the kernel,
 * which are no interface of it: where they are missing, or cannot be hooked into, there are no such messages.
 */
final class CpusetHooks {
    private static final Logger log = LoggerFactory.getLogger(CpusetHooks.class);

    private static final String[] FUNCTIONS = {"cpuset_write_resmask", "cpuset_partition_write"};
    private static final String[] PROGRAMS = {"cpuset_mask_written", "cpuset_partition_written"};

    private CpusetHooks() {}

    /** Returns whether the kernel has the functions. */
    static boolean exist(KernelBtf kernel) {
        for (String function : FUNCTIONS) {
            if (!kernel.hasFunction(function)) {
                return false;
            }
        }
        return true;
    }

    /** A program whose function is missing would fail the load of the whole object. */
    static void setAutoload(BpfSetup setup, boolean autoload) {
        for (String program : PROGRAMS) {
            setup.setAutoload(program, autoload);
        }
    }

    /** Attaches the programs. Returns whether it could; if not, the scheduler does without. */
    static boolean attach(BpfObject object) {
        try {
            for (String program : PROGRAMS) {
                object.attach(program);
            }
            return true;
        } catch (BpfException refused) {
            log.debug("The kernel does not tell of writes to cpusets:", refused);
            return false;
        }
    }
}
