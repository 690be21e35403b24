// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.vm.VirtualMachine;

/** The time that a guest's own programs see. */
final class GuestClock {
    private static final long NANOS_PER_HUNDREDTH = 10_000_000;

    private GuestClock() {}

    /** The monotonic clock, to a hundredth of a second: a guest that is never suspended has only one. */
    static long nanos(VirtualMachine vm) {
        String uptime = vm.read("/proc/uptime").split(" ", 2)[0];
        return Long.parseLong(uptime.replace(".", "")) * NANOS_PER_HUNDREDTH;
    }
}
