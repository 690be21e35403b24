// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.vm.Await;
import io.mitosis.vm.VirtualMachine;
import java.util.ArrayList;
import java.util.List;

/**
 * Which layout was in force when, by the kernel's own notes of the calls by which the daemon applied them. Each layout
 * takes two calls: one that applies it, and one that finds those who still wait by the layout before.
 */
final class AppliedLayouts implements AutoCloseable {
    private static final String RUN_PROGRAM = "sys_bpf(";
    private static final String RETURN = "sys_bpf -> ";

    private final KernelTrace calls;

    /** A layout that may have been in force from one moment on, and was from another. */
    private record Applied(long begun, long done, Layout layout) {}

    /** Notes the calls from now on: before the daemon starts. */
    AppliedLayouts(VirtualMachine vm) {
        calls = new KernelTrace(vm)
                .note("syscalls/sys_enter_bpf", "cmd == 10")
                .note("syscalls/sys_exit_bpf", "ret == 0");
        calls.clear();
    }

    /**
     * Returns how long, in nanoseconds, the loop went on running on a CPU that its cell did not have: the worst case,
     * of all CPUs and all times without that CPU.
     */
    long longestOnForeignCpu(Daemon daemon, String cell, List<MigrationTrace.Stay> stays) {
        List<Applied> all = all(daemon);
        long longest = 0;
        for (int cpu :
                stays.stream().mapToInt(MigrationTrace.Stay::cpu).distinct().toArray()) {
            long foreign = 0;
            for (int i = 0; i < all.size(); i++) {
                long start = all.get(i).done;
                long end = i + 1 < all.size() ? all.get(i + 1).begun : Long.MAX_VALUE;
                boolean owns = all.get(i).layout.cpus(cell).contains(cpu);
                foreign = owns ? 0 : foreign + nanosOn(cpu, start, end, stays);
                longest = Math.max(longest, foreign);
            }
        }
        return longest;
    }

    private static long nanosOn(int cpu, long start, long end, List<MigrationTrace.Stay> stays) {
        return stays.stream()
                .filter(stay -> stay.cpu() == cpu)
                .mapToLong(stay -> stay.nanosWithin(start, end))
                .sum();
    }

    private List<Applied> all(Daemon daemon) {
        List<Long> begun = Await.await(
                "two calls for each of the layouts in\n" + daemon.log(),
                Daemon.LIMIT,
                () -> calls.nanos(RUN_PROGRAM),
                times -> times.size() == 2 * daemon.layouts().size());
        List<Long> returns = calls.nanos(RETURN);
        List<Layout> layouts = daemon.layouts();
        List<Applied> all = new ArrayList<>();
        for (int i = 0; i < layouts.size(); i++) {
            long start = begun.get(2 * i);
            long end = returns.stream().filter(time -> time > start).findFirst().orElseThrow();
            all.add(new Applied(start, end, layouts.get(i)));
        }
        return all;
    }

    @Override
    public void close() {
        calls.close();
    }
}
