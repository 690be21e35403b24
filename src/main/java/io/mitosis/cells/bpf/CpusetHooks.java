// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.bpf;

import io.mitosis.bpf.BpfException;
import io.mitosis.bpf.BpfObject;
import io.mitosis.bpf.BpfSetup;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Programs that report writes to cpuset files when they have taken effect and, if asked, the beginning of such writes
 * and of moves to another cgroup. They are attached to internal functions of the kernel, which are not a stable
 * interface. Where these are missing or cannot be hooked into, there are no reports.
 */
final class CpusetHooks {
    private static final Logger log = LoggerFactory.getLogger(CpusetHooks.class);

    /** The kernel functions that the programs are attached to. */
    static final List<String> FUNCTIONS =
            List.of("cpuset_write_resmask", "cpuset_partition_write", "cgroup_attach_task");

    private static final String[] ENDS = {"cpuset_mask_written", "cpuset_partition_written"};
    // For the rejection of pinned tasks. Attached in this order, and after ENDS: the end of a change must not be missed
    // if its beginning was counted.
    private static final String[] REJECTION = {
        "cgroup_move_ended", "cgroup_move_begun", "cpuset_mask_begun", "cpuset_partition_begun"
    };

    private CpusetHooks() {}

    /** Selects the programs to load: one whose function is missing would fail the load of the object. */
    static void setAutoload(BpfSetup setup, boolean ends, boolean rejection) {
        for (String program : ENDS) {
            setup.setAutoload(program, ends);
        }
        for (String program : REJECTION) {
            setup.setAutoload(program, ends && rejection);
        }
    }

    /** Attaches the programs. Returns false if the kernel refuses; the scheduler works without them. */
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
