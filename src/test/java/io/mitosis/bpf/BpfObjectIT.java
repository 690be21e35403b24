// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mitosis.config.LibbpfSettings;
import io.mitosis.linux.Epoll;
import io.mitosis.linux.NativeMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BpfObjectIT {
    private static BpfObject basics(Consumer<BpfSetup> more) {
        return BpfObject.load("basics", TestBpf.image("basics"), LibbpfSettings.DEFAULT, setup -> {
            setup.setAutoload("unloadable", false);
            more.accept(setup);
        });
    }

    @Test
    void runsAProgramOverItsSettingsAndVariables() {
        try (BpfObject object = basics(setup -> {
            StructMemory settings = setup.section(".rodata");
            settings.put("factor", 3);
            settings.put("doubled", 1);
            settings.at("mask").putLong(3 * Long.BYTES, 100);
            setup.section(".data").put("start", 5);
        })) {
            SyscallProgram add = object.program("add");
            StructMemory variables = object.section(".bss");

            assertThat(add.run()).isEqualTo(1);
            assertThat(variables.get("total")).isEqualTo(5 * 3 * 2 + 100);
            assertThat(variables.get("runs")).isEqualTo(1);

            object.section(".data").put("start", 0);
            variables.put("runs", 0);
            assertThat(add.run()).isEqualTo(1);
            assertThat(variables.at("total").getLongAcquire(0)).isEqualTo(2 * 100 + 30);
        }
    }

    @Test
    void givesBackWhatAProgramReturns() {
        // The second run finds no second entry in the array.
        try (BpfObject object = basics(setup -> {})) {
            SyscallProgram add = object.program("add");

            assertThat(add.run()).isEqualTo(1);
            assertThat(add.run()).isEqualTo(-7);
        }
    }

    @Test
    void sizesAndMapsAnArray() {
        try (BpfObject object = basics(setup -> {
            setup.setMaxEntries("values", 3);
            setup.setValueSize("values", 30);
        })) {
            MappedArray values = object.array("values");
            values.get(1).putLongRelease(0, 1000);
            SyscallProgram add = object.program("add");
            add.run();
            add.run();

            assertThat(values.length()).isEqualTo(3);
            assertThat(values.get(0).getLongAcquire(0)).isEqualTo(7);
            assertThat(values.get(1).getLongAcquire(0)).isEqualTo(1000 + 14);
            assertThat(values.get(2).getLong(24)).isZero();
            assertThat(values.get(2).size()).isEqualTo(32);
            assertThatThrownBy(() -> values.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void ringsTheBell() {
        try (BpfObject object = basics(setup -> {});
                Epoll epoll = Epoll.open()) {
            RingDoorbell bell = object.doorbell("bell");
            SyscallProgram ring = object.program("ring");
            epoll.add(bell.file(), 1);
            assertThat(epoll.await(0)).isZero();

            // Often enough to go round the 4096 bytes of the ring many times.
            for (int round = 0; round < 500; round++) {
                assertThat(ring.run()).isZero();
                assertThat(ring.run()).isZero();
                assertThat(epoll.await(10_000)).isEqualTo(1);
                assertThat(bell.drain()).isEqualTo(2);
                assertThat(epoll.await(0)).isZero();
            }
            assertThat(bell.drain()).isZero();
        }
    }

    @Test
    void fillsInAndAttachesAStructOpsTable() throws IOException {
        Path available = Path.of("/proc/sys/net/ipv4/tcp_available_congestion_control");
        try (BpfObject object = BpfObject.load("ops", TestBpf.image("struct_ops"), LibbpfSettings.DEFAULT, setup -> {
            StructMemory table = setup.structOps("table");
            table.putString("name", "mitosis_test");
            assertThat(table.getString("name")).isEqualTo("mitosis_test");
            assertThatThrownBy(() -> table.put("flag", 1))
                    .hasMessage("BPF object ops: struct tcp_congestion_ops has no flag");
        })) {
            assertThat(Files.readString(available)).doesNotContain("mitosis_test");
            BpfLink link = object.attachStructOps("table");
            assertThat(Files.readString(available)).contains("mitosis_test");

            link.close();
            link.close();
            assertThat(Files.readString(available)).doesNotContain("mitosis_test");

            object.attachStructOps("table");
        }
        assertThat(Files.readString(available)).doesNotContain("mitosis_test");
    }

    @Test
    void handsOnTheVerifiersLogWhole() {
        assertThatThrownBy(() ->
                        BpfObject.load("rejected", TestBpf.image("rejected"), LibbpfSettings.DEFAULT, setup -> {}))
                .isInstanceOfSatisfying(BpfException.class, failed -> {
                    assertThat(failed).hasMessage("bpf_object__load(rejected): Permission denied (EACCES)");
                    assertThat(failed.log())
                            .containsSubsequence(
                                    "BEGIN PROG LOAD LOG",
                                    "0: R1=ctx()",
                                    "invalid access to map value",
                                    "END PROG LOAD LOG",
                                    "failed to load object 'rejected'")
                            .hasSizeGreaterThan(10_000)
                            .doesNotContain("libbpf: elf:");
                });
    }

    @Test
    void ofAnEnormousLogBothEndsAreHandedOn() {
        assertThatThrownBy(
                        () -> BpfObject.load("endless", TestBpf.image("endless"), LibbpfSettings.DEFAULT, setup -> {}))
                .isInstanceOfSatisfying(BpfException.class, failed -> {
                    assertThat(failed).hasMessage("bpf_object__load(endless): Permission denied (EACCES)");
                    assertThat(failed.log())
                            .containsSubsequence(
                                    "BEGIN PROG LOAD LOG",
                                    "0: R1=ctx()",
                                    " bytes are left out)",
                                    "invalid mem access 'scalar'",
                                    "END PROG LOAD LOG",
                                    "failed to load object 'endless'")
                            .hasSizeBetween(50_000, 70_000);
                });
    }

    @Test
    void keepsTheLogsOfTwoFailuresApart() {
        assertThatThrownBy(() ->
                        BpfObject.load("rejected", TestBpf.image("rejected"), LibbpfSettings.DEFAULT, setup -> {}))
                .isInstanceOf(BpfException.class);
        assertThatThrownBy(() -> BpfObject.load("basics", new byte[64], LibbpfSettings.DEFAULT, setup -> {}))
                .isInstanceOfSatisfying(BpfException.class, failed -> {
                    assertThat(failed).hasMessageStartingWith("bpf_object__open_mem(basics): ");
                    assertThat(failed.log()).contains("libbpf: ").doesNotContain("PROG LOAD LOG");
                });
    }

    @Test
    void namesThatAProgramHasNoTarget() {
        assertThatThrownBy(() -> BpfObject.load("basics", TestBpf.image("basics"), LibbpfSettings.DEFAULT, setup -> {}))
                .isInstanceOfSatisfying(
                        BpfException.class,
                        failed -> assertThat(failed.log()).contains("unloadable", "no_kernel_has_this_function"));
    }

    @Test
    void namesWhatTheObjectDoesNotHave() {
        try (BpfObject object = basics(setup -> {
            StructMemory settings = setup.section(".rodata");
            assertThatThrownBy(() -> settings.put("factors", 1))
                    .hasMessage("BPF object basics: section .rodata has no factors");
            assertThatThrownBy(() -> settings.put("factor", 1L << 32))
                    .hasMessage("section .rodata.factor has 4 bytes: 4294967296 does not fit");
            assertThatThrownBy(() -> settings.put("mask", 1))
                    .hasMessage("section .rodata.mask has 32 bytes: it is no number");
            assertThatThrownBy(() -> settings.putString("label", "12345678"))
                    .hasMessage("section .rodata.label has 8 bytes: \"12345678\" does not fit");
            assertThatThrownBy(() -> setup.setMaxEntries("value", 1))
                    .hasMessage("bpf_object__find_map_by_name(value): No such file or directory (ENOENT)");
        })) {
            assertThatThrownBy(() -> object.program("sub"))
                    .hasMessage("bpf_object__find_program_by_name(sub): No such file or directory (ENOENT)");
            assertThatThrownBy(() -> object.section(".data.more")).isInstanceOf(BpfException.class);
        }
    }

    @Test
    void isOfNoUseOnceItIsClosed() {
        BpfObject object = basics(setup -> {});
        StructMemory variables = object.section(".bss");
        NativeMemory value = object.array("values").get(0);
        RingDoorbell bell = object.doorbell("bell");

        object.close();
        object.close();

        assertThatThrownBy(() -> object.program("add")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> object.section(".bss")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> variables.get("total")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> value.getLong(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(bell::drain).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void leaksNothing() throws IOException {
        useAndClose();
        failToLoad();
        long descriptors = entries("/proc/self/fd");

        for (int round = 0; round < 50; round++) {
            useAndClose();
            failToLoad();
        }

        assertThat(entries("/proc/self/fd")).isEqualTo(descriptors);
        assertThat(mappings()).isZero();
    }

    private static void useAndClose() throws IOException {
        try (BpfObject object = basics(setup -> {})) {
            object.section(".bss");
            object.array("values");
            object.doorbell("bell").drain();
            object.program("add").run();
            // .bss, the array, and the two halves of the ring.
            assertThat(mappings()).isEqualTo(4);
        }
        try (BpfObject object =
                BpfObject.load("ops", TestBpf.image("struct_ops"), LibbpfSettings.DEFAULT, setup -> {})) {
            object.attachStructOps("table");
        }
    }

    private static void failToLoad() {
        assertThatThrownBy(() ->
                        BpfObject.load("rejected", TestBpf.image("rejected"), LibbpfSettings.DEFAULT, setup -> {}))
                .isInstanceOf(BpfException.class);
    }

    private static long entries(String directory) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of(directory))) {
            return entries.count();
        }
    }

    private static long mappings() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains("bpf-map")).count();
        }
    }
}
