// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mitosis.bpf.BpfObject;
import io.mitosis.bpf.BpfSetup;
import io.mitosis.bpf.StructMemory;
import io.mitosis.cells.config.Features;
import io.mitosis.config.LibbpfSettings;
import io.mitosis.exit.ExitCode;
import io.mitosis.exit.UnsupportedMachineException;
import io.mitosis.linux.NativeMemory;
import io.mitosis.scx.KernelConstants;
import io.mitosis.scx.ScxObject;
import io.mitosis.scx.ScxSettings;
import io.mitosis.topology.Cpu;
import io.mitosis.topology.Topology;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The settings of the scheduler's own object before the load; the load itself needs a kernel with sched_ext. */
class ObjectConfigurerIT {
    private static final KernelConstants KERNEL = new KernelConstants(1, 0, new ExitCode(1, 2), true, true);
    private static final List<String> SWITCHES = List.of(
            "borrowing", "llc_aware", "dynamic_affinity", "reject_multicpu_pinning", "slice_shrinking", "debug_events");

    @Test
    void eachSettingHasASwitchOfItsOwn() {
        Map<String, Features> settings = Map.of(
                "borrowing", Features.DEFAULT,
                "llc_aware", features(true, false, false, false, false),
                "dynamic_affinity", features(false, true, false, false, false),
                "reject_multicpu_pinning", features(false, false, true, false, false),
                "slice_shrinking", features(false, false, false, true, false),
                "debug_events", features(false, false, false, false, true));
        assertThat(settings.keySet()).hasSameElementsAs(SWITCHES);
        settings.forEach((on, features) -> setUp(machine(1), on.equals("borrowing"), features, setup -> {
            StructMemory rodata = setup.section(".rodata");
            for (String name : SWITCHES) {
                assertThat(rodata.get(name)).as(name).isEqualTo(name.equals(on) ? 1 : 0);
            }
        }));
    }

    @Test
    void boundsAndCachesAreToldIfTheyCount() {
        setUp(machine(3), false, features(true, false, false, true, false), setup -> {
            StructMemory rodata = setup.section(".rodata");
            assertThat(rodata.get("slice_shrink_min_ns")).isEqualTo(1);
            assertThat(rodata.get("slice_shrink_max_ns")).isEqualTo(5_000_000_000L);
            assertThat(rodata.get("nr_llcs")).isEqualTo(3);
            assertThat(llcs(rodata, 6)).containsExactly(0, 0, 1, 1, 2, 2);
        });
        setUp(machine(3), false, Features.DEFAULT, setup -> {
            StructMemory rodata = setup.section(".rodata");
            assertThat(rodata.get("nr_llcs")).isEqualTo(1);
            assertThat(llcs(rodata, 6)).containsOnly(0);
        });
    }

    @Test
    void theKernelCallsForCgroupsOnlyIfTheirEventsAreKept() {
        setUp(machine(1), false, Features.DEFAULT, setup -> {
            assertThat(setup.structOps("mitosis").get("cgroup_init")).isZero();
            assertThat(setup.structOps("mitosis").get("cgroup_exit")).isZero();
            assertThat(setup.structOps("mitosis").get("init_task")).isNotZero();
        });
        setUp(machine(1), false, features(false, false, false, false, true), setup -> {
            assertThat(setup.structOps("mitosis").get("cgroup_init")).isNotZero();
            assertThat(setup.structOps("mitosis").get("cgroup_exit")).isNotZero();
        });
    }

    @Test
    void moreCachesThanThereIsRoomForAreRefusedIfTheyCount() {
        Features aware = features(true, false, false, false, false);
        setUp(machine(64), false, aware, setup -> {});
        setUp(machine(65), false, Features.DEFAULT, setup -> {});
        assertThatThrownBy(() -> setUp(machine(65), false, aware, setup -> {}))
                .isInstanceOf(UnsupportedMachineException.class)
                .hasMessage("this machine has 65 last-level caches:"
                        + " with --enable-llc-awareness no more than 64 are supported");
    }

    /** Goes as far as to the load. */
    private static void setUp(Topology topology, boolean borrowing, Features features, Consumer<BpfSetup> look) {
        CellsBpfSettings settings = new CellsBpfSettings(
                new ScxSettings("test", 0, 0, 0, LibbpfSettings.DEFAULT), 1, topology, borrowing, features);
        try {
            BpfObject.load(
                            "mitosis",
                            ScxObject.image(CellsBpf.NAME),
                            settings.scx().libbpf(),
                            setup -> {
                                ScxObject.fill(CellsBpf.NAME, KERNEL, settings.scx(), setup);
                                new ObjectConfigurer(KERNEL, settings).apply(setup);
                                look.accept(setup);
                                throw new EnoughSeenException();
                            })
                    .close();
        } catch (EnoughSeenException expected) {
            assertThat(expected).hasNoCause();
        }
    }

    private static Features features(boolean llcs, boolean affinity, boolean reject, boolean shrink, boolean events) {
        return new Features(llcs, null, affinity, reject, shrink, Duration.ofNanos(1), Duration.ofSeconds(5), events);
    }

    private static int[] llcs(StructMemory rodata, int cpus) {
        NativeMemory memory = rodata.at("cpu_llc");
        return IntStream.range(0, cpus)
                .map(cpu -> memory.getShort((long) cpu * Short.BYTES))
                .toArray();
    }

    /** Two CPUs for each cache. */
    private static Topology machine(int llcs) {
        return new Topology(
                2 * llcs,
                IntStream.range(0, 2 * llcs)
                        .mapToObj(cpu -> new Cpu(cpu, cpu, cpu / 2, 0))
                        .toList());
    }

    private static final class EnoughSeenException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
