// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux.sysfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.fuzz.Reading;
import io.mitosis.fuzz.Scratch;
import io.mitosis.fuzz.Texts;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** No cpulist and no file of sysfs ends in anything but a value or a reason. */
class TopologyFuzzTest {
    private static final List<String> WORDS = List.of("0", "1", "3", "31", "8191", "8192", ",", "-", ":", "/", "none");
    private static final Path MACHINE = Path.of("src/test/resources/sysfs/offline-cpu");

    private static Path sysfs = MACHINE;
    private static List<Path> files = List.of();

    @BeforeContainer
    static void copyTheMachine() throws IOException {
        sysfs = Scratch.directory("sysfs");
        try (Stream<Path> all = Files.walk(MACHINE)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path copy = sysfs.resolve(MACHINE.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        try (Stream<Path> all = Files.walk(sysfs)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @AfterContainer
    static void removeTheMachine() throws IOException {
        try (Stream<Path> all = Files.walk(sysfs)) {
            for (Path path : all.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(path);
            }
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void cpulist(@ForAll("cpulists") String text) {
        CpuMask mask = Reading.of(IllegalArgumentException.class, () -> CpuMask.parse(text));
        if (mask != null) {
            assertThat(CpuMask.parse(mask.toString())).isEqualTo(mask);
        }
    }

    @Provide
    Arbitrary<String> cpulists() {
        return Texts.like(WORDS, "0-7,16", "0", "1,3,5-8,8191", "none\n");
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void fileOfSysfs(@ForAll("contents") byte[] content, @ForAll("places") int place) throws IOException {
        Path file = files.get(place % files.size());
        byte[] before = Files.readAllBytes(file);
        Files.write(file, content);
        Topology topology = Reading.of(IOException.class, () -> SysfsTopology.read(sysfs));
        Files.write(file, before);
        if (topology != null) {
            assertThat(topology.llcCount()).isBetween(1, topology.cpus().size());
        }
    }

    @Provide
    Arbitrary<byte[]> contents() {
        return Texts.bytesLike(WORDS, "0-7\n", "0,4\n", "3\n", "Unified\n");
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, 1000);
    }
}
