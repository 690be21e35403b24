// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import java.io.IOException;
import java.time.Duration;

/**
 * Boots guests all of whose CPUs keep time. Of one in some hundred, on a busy host, a CPU's timer never fires again
 * after the boot: whatever sleeps there sleeps for ever, and the kernel tells of a stall sooner or later.
 */
final class GuestTimers {
    private static final int BOOTS = 3;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SLEEP_ON_EACH_CPU = "for cpu in /sys/devices/system/cpu/cpu[0-9]*; do"
            + " if [ ! -e $cpu/online ] || [ \"$(cat $cpu/online)\" = 1 ]; then taskset -c ${cpu##*cpu} sleep 0.01 || exit 1; fi;"
            + " done";

    private GuestTimers() {}

    static VirtualMachine boot(VmOptions options) throws IOException {
        for (int boots = 1; boots < BOOTS; boots++) {
            VirtualMachine vm = VirtualMachine.boot(options);
            if (work(vm)) {
                return vm;
            }
            System.out.println("A CPU of " + vm.console() + " has no timer: booting again");
            vm.close();
        }
        return VirtualMachine.boot(options);
    }

    /** Before any scheduler is there that could be the reason. */
    private static boolean work(VirtualMachine vm) {
        GuestProcess sleeps = vm.start("sh", "-c", SLEEP_ON_EACH_CPU);
        try {
            return sleeps.waitForExit(LIMIT).exit() == 0;
        } catch (AssertionError late) {
            return false;
        }
    }
}
