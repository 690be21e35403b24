// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.topology.CpuMask;
import io.mitosis.vm.Await;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.GuestProcess;
import java.util.List;
import java.util.stream.IntStream;

/** A busy loop that notes when it runs on another CPU than before: {@code src/test/guest/leave.c}. */
record MigrationTrace(GuestProcess process) implements AutoCloseable {
    /**
     * A change of CPU.
     *
     * @param left guest's monotonic clock when it last ran on the CPU before, in nanoseconds
     * @param came when it was first seen to run again
     * @param cpu where it runs now
     */
    record Step(long left, long came, int cpu) {
        private static Step parse(String line) {
            String[] field = line.split(" ", -1);
            long came = Long.parseLong(field[0]);
            return new Step(came - Long.parseLong(field[2]), came, Integer.parseInt(field[1]));
        }
    }

    /** A time that it ran on one CPU, to the guest's monotonic clock: without a break, or with short ones. */
    record Stay(int cpu, long from, long until) {
        /** How much of it lies between two moments. */
        long nanosWithin(long start, long end) {
            return Math.max(0, Math.min(until, end) - Math.max(from, start));
        }
    }

    /** Starts it on one CPU of its cgroup's cell; it is free to use all. */
    static MigrationTrace start(Cgroup cgroup, int cpu) {
        MigrationTrace wanderer = new MigrationTrace(cgroup.start("leave", "-c", Integer.toString(cpu)));
        wanderer.process.waitForLine("^\\d+ " + cpu + " ", Daemon.LIMIT);
        return wanderer;
    }

    /** Starts it anywhere. What keeps it from running for longer than a tick ends a stay. */
    static MigrationTrace start(Cgroup cgroup) {
        MigrationTrace wanderer = new MigrationTrace(cgroup.start("leave", "-p", "4000"));
        wanderer.process.waitForLine("^\\d+ ", Daemon.LIMIT);
        return wanderer;
    }

    /** Where it has run so far, up to its last step. */
    List<Stay> stays() {
        List<Step> steps = steps();
        return IntStream.range(1, steps.size())
                .mapToObj(i -> new Stay(
                        steps.get(i - 1).cpu(),
                        steps.get(i - 1).came(),
                        steps.get(i).left()))
                .toList();
    }

    /** Where it has been, the start included. */
    List<Step> steps() {
        return process.linesMatching("^\\d+ \\d+ \\d+$").stream()
                .map(Step::parse)
                .toList();
    }

    /** Waits until it runs on one of these CPUs, and returns the step that brought it there. */
    Step awaitStepTo(CpuMask cpus) {
        List<Step> taken = Await.await(
                "a step to " + cpus,
                Daemon.LIMIT,
                this::steps,
                steps -> cpus.contains(steps.getLast().cpu()));
        int first = taken.size() - 1;
        while (first > 0 && cpus.contains(taken.get(first - 1).cpu())) {
            first--;
        }
        return taken.get(first);
    }

    @Override
    public void close() {
        process.close();
    }
}
