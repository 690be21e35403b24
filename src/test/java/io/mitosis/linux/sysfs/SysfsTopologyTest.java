// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux.sysfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mitosis.topology.Cpu;
import io.mitosis.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SysfsTopologyTest {
    private static final Path MACHINES = Path.of("src/test/resources/sysfs");

    @Test
    void flatMachine() throws IOException {
        Topology topology = SysfsTopology.read(MACHINES.resolve("flat-4"));
        assertThat(topology.possibleCpus()).isEqualTo(4);
        assertThat(topology.cpus())
                .containsExactly(new Cpu(0, 0, 0, 0), new Cpu(1, 1, 0, 0), new Cpu(2, 2, 0, 0), new Cpu(3, 3, 0, 0));
        assertThat(topology.usable()).hasToString("0-3");
        assertThat(topology.llcCount()).isEqualTo(1);
    }

    @Test
    void cacheIsKnownByTheCpusThatShareItAndNotByItsId() throws IOException {
        Topology topology = SysfsTopology.read(MACHINES.resolve("two-sockets-smt"));
        assertThat(topology.cpus())
                .containsExactly(
                        new Cpu(0, 0, 0, 0),
                        new Cpu(1, 0, 0, 0),
                        new Cpu(2, 1, 0, 0),
                        new Cpu(3, 1, 0, 0),
                        new Cpu(4, 2, 1, 1),
                        new Cpu(5, 2, 1, 1),
                        new Cpu(6, 3, 1, 1),
                        new Cpu(7, 3, 1, 1));
        assertThat(topology.llcCount()).isEqualTo(2);
    }

    @Test
    void withoutCachesAndNodesPackagesCountAsCaches() throws IOException {
        Topology topology = SysfsTopology.read(MACHINES.resolve("no-caches"));
        assertThat(topology.cpus())
                .containsExactly(new Cpu(0, 0, 0, 0), new Cpu(1, 1, 0, 0), new Cpu(2, 2, 1, 0), new Cpu(3, 3, 1, 0));
    }

    @Test
    void offlineCpusAreNotUsableButPossible() throws IOException {
        Topology topology = SysfsTopology.read(MACHINES.resolve("offline-cpu"));
        assertThat(topology.possibleCpus()).isEqualTo(6);
        assertThat(topology.usable()).hasToString("0-1,3");
        assertThat(topology.cpus()).containsExactly(new Cpu(0, 0, 0, 0), new Cpu(1, 0, 0, 0), new Cpu(3, 1, 0, 0));
    }

    @Test
    void readsTheMachineItRunsOn() throws IOException {
        Topology topology = SysfsTopology.read(Path.of("/sys"));
        assertThat(topology.cpus()).hasSizeGreaterThanOrEqualTo(1);
        assertThat(topology.llcCount()).isPositive();
    }

    @Test
    void namesTheFileThatIsMissing(@TempDir Path empty) {
        assertThatThrownBy(() -> SysfsTopology.read(empty))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(empty + "/devices/system/cpu/possible");
    }

    @Test
    void namesTheFileThatIsNoCpulist(@TempDir Path root) throws IOException {
        Path cpus = Files.createDirectories(root.resolve("devices/system/cpu"));
        Files.writeString(cpus.resolve("possible"), "0-3\n");
        Files.writeString(cpus.resolve("online"), "many\n");
        assertThatThrownBy(() -> SysfsTopology.read(root))
                .isInstanceOf(IOException.class)
                .hasMessage(cpus.resolve("online") + ": bad part \"many\" in the CPU list \"many\"");
    }
}
