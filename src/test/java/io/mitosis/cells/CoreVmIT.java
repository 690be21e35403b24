// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.CpuSample;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Four cores of two CPUs each, two cores a cache: tasks do not share a core while another one is idle. */
@Vm(cpus = 8, topology = "sockets=2,cores=2,threads=2")
class CoreVmIT {
    private static final int ROUNDS = 40;

    /** Three tasks on CPUs chosen at random have cores of their own in 23 of 40 rounds; others may be awake too. */
    private static final int MOST = 31;

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup outside;

    CoreVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent();
        outside = cgroups.outside();
    }

    /** The third one finds no idle core in the cache of the first two, but idle CPUs. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void threeTasksHaveACoreEach(boolean llcAware) {
        int apart = 0;
        try (Daemon daemon = Daemon.start(vm, parent, "--enable-llc-awareness=" + llcAware)) {
            for (int i = 0; i < ROUNDS; i++) {
                if (haveCoresOfTheirOwn(3)) {
                    apart++;
                }
            }
            assertThat(daemon.process().isAlive()).isTrue();
        }
        assertThat(apart).isGreaterThanOrEqualTo(MOST);
    }

    private boolean haveCoresOfTheirOwn(int tasks) {
        BusyLoops loops = BusyLoops.start(outside, "-p", Integer.toString(tasks));
        // The last that was seen of each.
        Map<Integer, Integer> cores = CpuSample.take(vm, 2, Duration.ofMillis(20), outside).stream()
                .filter(sample -> loops.tids().contains(sample.tid()))
                .collect(Collectors.toMap(CpuSample::tid, sample -> sample.cpu() / 2, (earlier, later) -> later));
        loops.process().close();
        assertThat(cores).hasSize(tasks);
        return cores.values().stream().distinct().count() == tasks;
    }
}
