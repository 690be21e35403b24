// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.vm.VirtualMachine;
import java.util.stream.Stream;

/** The time that a guest's own programs see. */
final class GuestClock {
    private static final long NANOS_PER_HUNDREDTH = 10_000_000;

    private GuestClock() {}

    /** The monotonic clock, to a hundredth of a second: a guest that is never suspended has only one. */
    static long nanos(VirtualMachine vm) {
        String uptime = vm.read("/proc/uptime").split(" ", 2)[0];
        return Long.parseLong(uptime.replace(".", "")) * NANOS_PER_HUNDREDTH;
    }

    /** Runs a shell script, whose arguments begin with {@code $0}, and returns how many seconds it took. */
    static double secondsOf(VirtualMachine vm, String script, String... arguments) {
        // Read by the script: time flies in an idle guest that counts instructions.
        String timed = "read start _ </proc/uptime\n" + script + "read end _ </proc/uptime\necho $start $end";
        String[] command = Stream.concat(Stream.of("sh", "-ec", timed), Stream.of(arguments))
                .toArray(String[]::new);
        String[] times = vm.run(command).text().split(" ", -1);
        return Double.parseDouble(times[1]) - Double.parseDouble(times[0]);
    }
}
