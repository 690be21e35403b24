// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import java.time.Duration;
import java.util.List;

/** What tests must not leave behind in a guest. */
final class Leftovers {
    private static final Duration DETACH_LIMIT = Duration.ofSeconds(30);

    private Leftovers() {}

    /** After all tests of a VM: no scheduler, no daemon, no complaint of the kernel. */
    static void check(VirtualMachine vm) {
        vm.awaitSchedulerState("disabled", DETACH_LIMIT);
        Result daemons = vm.run("pidof", "java", "mitosis");
        if (daemons.exit() == 0) {
            throw new AssertionError("still running: " + vm.run("ps").text());
        }
        checkLog(vm);
    }

    static void checkLog(VirtualMachine vm) {
        List<String> complaints = vm.kernelLog().takeComplaints();
        if (!complaints.isEmpty()) {
            throw new AssertionError("the guest's kernel complains:\n" + String.join("\n", complaints));
        }
    }
}
