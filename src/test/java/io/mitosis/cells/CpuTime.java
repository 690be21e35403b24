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
 * @param nanos by process id
 */
record CpuTime(Map<Integer, Long> nanos) {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** Long before the kernel's watchdog, 30 s, and long after whatever may delay an emulated CPU. */
    private static final Duration STARVED = Duration.ofSeconds(15);

    static CpuTime of(VirtualMachine vm, List<Integer> pids) {
        String[] command = Stream.concat(Stream.of("cpu-time"), pids.stream().map(String::valueOf))
                .toArray(String[]::new);
        return new CpuTime(vm.run(command)
                .text()
                .lines()
                .map(line -> line.split(" ", -1))
                .collect(Collectors.toMap(field -> Integer.valueOf(field[1]), field -> Long.valueOf(field[2]))));
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

    /** Waits until each of them has run since now, which takes no longer than is short of being starved. */
    static void awaitAllRun(VirtualMachine vm, List<Integer> pids) {
        CpuTime before = of(vm, pids);
        Await.await(
                "all of " + pids + " to run",
                STARVED,
                () -> of(vm, pids).since(before).nanos(),
                used -> used.values().stream().allMatch(nanos -> nanos > 0));
    }

    CpuTime since(CpuTime before) {
        return new CpuTime(nanos.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue() - before.of(entry.getKey()))));
    }

    long of(int pid) {
        Long used = nanos.get(pid);
        if (used == null) {
            throw new AssertionError("no CPU time of process " + pid + " in " + nanos);
        }
        return used;
    }

    /** Returns the CPU time of all processes together. */
    long of(List<Integer> pids) {
        return pids.stream().mapToLong(this::of).sum();
    }

    long sum() {
        return nanos.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The part of the sum that is this process's: 0 to 1. */
    double share(int pid) {
        return (double) of(pid) / sum();
    }
}
