// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a runnable thread was seen, by {@code src/test/guest/sampler.c}.
 *
 * @param nanos guest's monotonic clock
 * @param cgroup the cgroup's path
 * @param tid the thread
 * @param cpu the CPU on which it ran last
 * @param ranNanos CPU time since the thread was seen before; 0 means that it waited meanwhile
 */
public record CpuSample(long nanos, String cgroup, int tid, int cpu, long ranNanos) {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Samples all threads of the cgroups that many times, this far apart. */
    public static List<CpuSample> take(VirtualMachine vm, int rounds, Duration interval, Cgroup... cgroups) {
        String micros = Long.toString(interval.toNanos() / 1000);
        String[] command = Stream.concat(
                        Stream.of("sampler", "-n", Integer.toString(rounds), "-i", micros),
                        Stream.of(cgroups).map(Cgroup::path))
                .toArray(String[]::new);
        return vm.run(LIMIT, command).text().lines().map(CpuSample::parse).toList();
    }

    /** Whether the thread has run on this CPU since it was seen before. */
    public boolean ran() {
        return ranNanos > 0;
    }

    private static CpuSample parse(String line) {
        String[] field = line.split("\t", -1);
        return new CpuSample(
                Long.parseLong(field[0]),
                field[1],
                Integer.parseInt(field[2]),
                Integer.parseInt(field[3]),
                Long.parseLong(field[4]));
    }
}
