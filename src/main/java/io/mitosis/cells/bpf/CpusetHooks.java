// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.bpf;

import io.mitosis.bpf.BpfException;
import io.mitosis.bpf.BpfObject;
import io.mitosis.bpf.BpfSetup;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The programs that tell when a write to a cpuset file has taken effect and, if asked, when one or a move to another
 * cgroup begins. They hang on functions inside the kernel, which are no interface of it: where they are missing, or
 * cannot be hooked into, there are no such messages.
 */
final class CpusetHooks {
    private static final Logger log = LoggerFactory.getLogger(CpusetHooks.class);

    /** What they hang on. */
    static final List<String> FUNCTIONS =
            List.of("cpuset_write_resmask", "cpuset_partition_write", "cgroup_attach_task");

    private static final String[] ENDS = {"cpuset_mask_written", "cpuset_partition_written"};
    // For the rejection of pinned tasks. In this order, and after those: what was counted as begun must not be missed
    // when it ends.
    private static final String[] REJECTION = {
        "cgroup_move_ended", "cgroup_move_begun", "cpuset_mask_begun", "cpuset_partition_begun"
    };

    private CpusetHooks() {}

    /** A program whose function is missing would fail the load of the whole object. */
    static void setAutoload(BpfSetup setup, boolean ends, boolean rejection) {
        for (String program : ENDS) {
            setup.setAutoload(program, ends);
        }
        for (String program : REJECTION) {
            setup.setAutoload(program, ends && rejection);
        }
    }

    /** Attaches the programs. Returns whether it could; if not, the scheduler does without. */
    static boolean attach(BpfObject object, boolean rejection) {
        try {
            for (String program : ENDS) {
                object.attach(program);
            }
            for (String program : rejection ? REJECTION : new String[0]) {
                object.attach(program);
            }
            return true;
        } catch (BpfException refused) {
            log.debug("The kernel does not tell of writes to cpusets:", refused);
            return false;
        }
    }
}
