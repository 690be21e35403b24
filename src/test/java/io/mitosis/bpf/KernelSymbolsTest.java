// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSymbolsTest {
    @TempDir
    private Path temp;

    @Test
    void findsWholeNamesOfTheKernelItself() throws IOException {
        Path file = Files.writeString(temp.resolve("kallsyms"), """
                0000000000000000 D __irq_regs
                ffffffff81000000 T schedule_idle
                ffffffffc0000000 t in_a_module\t[kvm]
                """);
        assertThat(KernelSymbols.has("__irq_regs", file)).isTrue();
        assertThat(KernelSymbols.has("irq_regs", file)).isFalse();
        assertThat(KernelSymbols.has("schedule", file)).isFalse();
        assertThat(KernelSymbols.has("in_a_module", file)).isFalse();
    }

    @Test
    void withoutTheFileThereAreNone() {
        assertThat(KernelSymbols.has("schedule", temp.resolve("none"))).isFalse();
    }

    @Test
    void theRunningKernelHasFunctions() {
        assertThat(KernelSymbols.has("schedule")).isTrue();
    }
}
