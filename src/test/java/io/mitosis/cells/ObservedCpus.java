// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.topology.CpuMask;
import io.mitosis.vm.Await;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.CpuSample;
import io.mitosis.vm.VirtualMachine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where busy tasks were seen running for a while, from a moment after now: a layout is told of before tasks that wait
 * elsewhere are fetched.
 *
 * @param samples of tasks that did run
 */
record ObservedCpus(List<CpuSample> samples) {
    private static final int ROUNDS = 40;
    private static final Duration APART = Duration.ofMillis(20);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long QUARTER_OF_A_SECOND = 250_000_000;

    /** Looks for half a second and more, and on until a task of each cgroup was seen. */
    static ObservedCpus of(VirtualMachine vm, Cgroup... cgroups) {
        return ofTasks(vm, 1, cgroups);
    }

    /** Looks for half a second and more, and on until that many tasks of each cgroup were seen. */
    static ObservedCpus ofTasks(VirtualMachine vm, int count, Cgroup... cgroups) {
        return until(
                vm,
                count + " tasks of each to run",
                seen -> Stream.of(cgroups).allMatch(cgroup -> seen.tids(cgroup).size() >= count),
                cgroups);
    }

    /** Looks until the tasks of the cgroup were seen on that many CPUs, or more. */
    static ObservedCpus onCpus(VirtualMachine vm, int count, Cgroup cgroup) {
        return until(
                vm, "tasks on " + count + " CPUs", seen -> seen.cpus(cgroup).count() >= count, cgroup);
    }

    private static ObservedCpus until(
            VirtualMachine vm, String description, Predicate<ObservedCpus> enough, Cgroup... cgroups) {
        List<CpuSample> all = new ArrayList<>();
        long fetched = GuestClock.nanos(vm) + QUARTER_OF_A_SECOND;
        return Await.await(
                description,
                LIMIT,
                () -> {
                    all.addAll(take(vm, ROUNDS, cgroups).after(fetched).samples());
                    return new ObservedCpus(List.copyOf(all));
                },
                enough);
    }

    /** Looks that many times, 20 ms apart. */
    static ObservedCpus take(VirtualMachine vm, int rounds, Cgroup... cgroups) {
        return new ObservedCpus(CpuSample.take(vm, rounds, APART, cgroups).stream()
                .filter(CpuSample::ran)
                .toList());
    }

    /** Returns the observations after a moment of the guest's monotonic clock. */
    ObservedCpus after(long nanos) {
        return new ObservedCpus(
                samples.stream().filter(sample -> sample.nanos() > nanos).toList());
    }

    /** Which CPUs the tasks of a cgroup were seen on. */
    CpuMask cpus(Cgroup cgroup) {
        return CpuMask.of(samples.stream()
                .filter(sample -> sample.cgroup().equals(cgroup.path()))
                .mapToInt(CpuSample::cpu)
                .toArray());
    }

    /** Which tasks of a cgroup were seen, all threads. */
    Set<Integer> tids(Cgroup cgroup) {
        return samples.stream()
                .filter(sample -> sample.cgroup().equals(cgroup.path()))
                .map(CpuSample::tid)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Fails unless the cgroup's tasks were seen, and on none but these CPUs. */
    void assertRanOnlyOn(CpuMask cpus, Cgroup cgroup) {
        CpuMask seen = cpus(cgroup);
        assertThat(seen.isEmpty()).as("no task of %s ran", cgroup.path()).isFalse();
        assertThat(cpus.containsAll(seen))
                .as("tasks of %s on CPUs %s, where %s are theirs", cgroup.path(), seen, cpus)
                .isTrue();
    }

    @Override
    public String toString() {
        return samples.stream()
                .collect(Collectors.groupingBy(
                        sample -> sample.cgroup() + " on " + sample.cpu(), TreeMap::new, Collectors.counting()))
                .toString();
    }
}
