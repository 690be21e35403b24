// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mitosis.bpf.BpfObject;
import io.mitosis.bpf.BpfSetup;
import io.mitosis.bpf.StructMemory;
import io.mitosis.cells.config.Feature;
import io.mitosis.cells.config.Features;
import io.mitosis.cells.model.Topologies;
import io.mitosis.config.LibbpfSettings;
import io.mitosis.exit.ExitCode;
import io.mitosis.exit.UnsupportedMachineException;
import io.mitosis.linux.NativeMemory;
import io.mitosis.scx.KernelConstants;
import io.mitosis.scx.ScxObject;
import io.mitosis.scx.ScxSettings;
import io.mitosis.topology.Topology;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The settings of the scheduler's own object before the load; the load itself needs a kernel with sched_ext. */
class ObjectConfigurerIT {
    private static final KernelConstants KERNEL = new KernelConstants(1, 0, new ExitCode(1, 2), true, true);

    @Test
    void eachSettingHasASwitchOfItsOwn() {
        setUp(machine(1), true, features(), setup -> assertIsOn("borrowing", setup));
        for (Feature feature : Feature.values()) {
            setUp(machine(1), false, features(feature), setup -> assertIsOn(feature.variable(), setup));
        }
    }

    /** No other switch is. */
    private static void assertIsOn(String on, BpfSetup setup) {
        StructMemory rodata = setup.section(".rodata");
        Stream.concat(Stream.of("borrowing"), Stream.of(Feature.values()).map(Feature::variable))
                .forEach(name -> assertThat(rodata.get(name)).as(name).isEqualTo(name.equals(on) ? 1 : 0));
    }

    @Test
    void boundsAndCachesAreToldIfTheyCount() {
        setUp(machine(3), false, features(Feature.LLC_AWARE, Feature.SLICE_SHRINKING), setup -> {
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
        setUp(machine(1), false, features(Feature.DEBUG_EVENTS), setup -> {
            assertThat(setup.structOps("mitosis").get("cgroup_init")).isNotZero();
            assertThat(setup.structOps("mitosis").get("cgroup_exit")).isNotZero();
        });
    }

    @Test
    void moreCachesThanThereIsRoomForAreRefusedIfTheyCount() {
        Features aware = features(Feature.LLC_AWARE);
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
                new ScxSettings("test", 0, 0, 0, LibbpfSettings.DEFAULT), 1, topology, borrowing, features, 100);
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

    private static Features features(Feature... enabled) {
        return new Features(Set.of(enabled), null, Duration.ofNanos(1), Duration.ofSeconds(5), false);
    }

    private static int[] llcs(StructMemory rodata, int cpus) {
        NativeMemory memory = rodata.at("cpu_llc");
        return IntStream.range(0, cpus)
                .map(cpu -> memory.getShort((long) cpu * Short.BYTES))
                .toArray();
    }

    /** Two CPUs for each cache. */
    private static Topology machine(int llcs) {
        return Topologies.regular(2 * llcs, 1, 2, llcs, false);
    }

    private static final class EnoughSeenException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
