// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.vm.Await;
import io.mitosis.vm.VirtualMachine;
import java.time.Duration;

/**
 * How much of one CPU a task has, by the guest's clock: for loads most of whose tasks are gone before anybody looks.
 */
final class CpuShare {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private CpuShare() {}

    /** The part from now on, over some time of the guest's or a little more: 0 to 1. */
    static double of(VirtualMachine vm, Duration time, int pid) {
        Moment start = Moment.now(vm, pid);
        long end = start.nanos() + time.toNanos();
        Await.await(time.toSeconds() + " s of the guest's time", LIMIT, () -> GuestClock.nanos(vm) >= end);
        Moment now = Moment.now(vm, pid);
        return (double) (now.used() - start.used()) / (now.nanos() - start.nanos());
    }

    /** A line of {@code src/test/guest/cpu-time.c}. */
    private record Moment(long nanos, long used) {
        static Moment now(VirtualMachine vm, int pid) {
            String[] fields = vm.run("cpu-time", Integer.toString(pid)).text().split(" ", -1);
            return new Moment(Long.parseLong(fields[0]), Long.parseLong(fields[2]));
        }
    }
}
