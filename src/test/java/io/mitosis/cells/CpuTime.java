// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.vm.Await;
import io.mitosis.vm.VirtualMachine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * CPU time that processes have used up to a moment, exact also for what runs: {@code src/test/guest/cpu-time.c}.
 *
 * @param readings by process id
 */
record CpuTime(Map<Integer, Reading> readings) {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** For loads of which most of the work is done by tasks that are not measured. */
    private static final Duration LONG_LIMIT = Duration.ofMinutes(5);

    /** Long before the kernel's watchdog, 30 s, and long after whatever may delay an emulated CPU. */
    private static final Duration STARVED = Duration.ofSeconds(15);

    static CpuTime of(VirtualMachine vm, List<Integer> pids) {
        String[] command = Stream.concat(Stream.of("cpu-time"), pids.stream().map(String::valueOf))
                .toArray(String[]::new);
        return new CpuTime(vm.run(command)
                .text()
                .lines()
                .map(line -> line.split(" ", -1))
                .collect(Collectors.toMap(
                        field -> Integer.valueOf(field[1]),
                        field -> new Reading(Long.parseLong(field[0]), Long.parseLong(field[2])))));
    }

    /** Measures the CPU time that processes use from now on, until together they have used the given time. */
    static CpuTime used(VirtualMachine vm, Duration together, List<Integer> pids) {
        CpuTime before = of(vm, pids);
        return Await.await(
                together.toSeconds() + " s of CPU time for " + pids,
                LIMIT,
                () -> of(vm, pids).since(before),
                used -> used.sum() >= together.toNanos());
    }

    /** Measures the CPU time that processes use during some time of the guest's, or a little more, from now on. */
    static CpuTime during(VirtualMachine vm, Duration time, List<Integer> pids) {
        CpuTime before = of(vm, pids);
        long end = GuestClock.nanos(vm) + time.toNanos();
        Await.await(time.toSeconds() + " s of the guest's time", LONG_LIMIT, () -> GuestClock.nanos(vm) >= end);
        return of(vm, pids).since(before);
    }

    /** Waits until each of them has run since now, which takes no longer than is short of being starved. */
    static void awaitAllRun(VirtualMachine vm, List<Integer> pids) {
        CpuTime before = of(vm, pids);
        Await.await(
                "all of " + pids + " to run",
                STARVED,
                () -> of(vm, pids).since(before),
                used -> pids.stream().allMatch(pid -> used.of(pid) > 0));
    }

    CpuTime since(CpuTime before) {
        return new CpuTime(readings.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().since(before.reading(entry.getKey())))));
    }

    /** Returns nanoseconds. */
    long of(int pid) {
        return reading(pid).used();
    }

    /** Returns the CPU time of all processes together, in nanoseconds. */
    long of(List<Integer> pids) {
        return pids.stream().mapToLong(this::of).sum();
    }

    /** Returns nanoseconds. */
    long sum() {
        return readings.values().stream().mapToLong(Reading::used).sum();
    }

    /** The part of the sum that is this process's: 0 to 1. */
    double share(int pid) {
        return (double) of(pid) / sum();
    }

    /**
     * Returns how many CPUs they had between them. It does not matter how long it took to take the readings: each
     * process's CPU time is compared with the time between its own two.
     */
    double cpus() {
        return readings.values().stream().mapToDouble(Reading::cpus).sum();
    }

    private Reading reading(int pid) {
        Reading reading = readings.get(pid);
        if (reading == null) {
            throw new AssertionError("no CPU time of process " + pid + " in " + readings);
        }
        return reading;
    }

    /**
     * One process's, at a moment or between two.
     *
     * @param nanos the guest's monotonic clock, in nanoseconds
     * @param used CPU time, in nanoseconds
     */
    record Reading(long nanos, long used) {
        Reading since(Reading before) {
            return new Reading(nanos - before.nanos, used - before.used);
        }

        double cpus() {
            return (double) used / nanos;
        }
    }
}
