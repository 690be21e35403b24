// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console of a guest that the emulator has ended outlives the next guest. */
class ConsoleTest {
    private static final String FAULT = "[    5.1] Oops: int3: 0000 [#1] SMP\n";

    @TempDir
    private Path logs;

    @Test
    void theFaultNamesAFileThatTheNextBootLeaves() throws IOException {
        Console console = consoleWith(FAULT);

        assertThatThrownBy(() -> EmulatorFault.throwIfSeenIn(console, null))
                .isInstanceOf(EmulatorFault.class)
                .hasMessageEndingWith(" in " + logs.resolve("CoreVmIT.fault-1.log"));
        Console.create(logs, "CoreVmIT");

        assertThat(logs.resolve("CoreVmIT.log")).doesNotExist();
        assertThat(logs.resolve("CoreVmIT.fault-1.log")).hasContent(FAULT);
    }

    @Test
    void aFaultThatIsMetAgainStaysWhereItIs() throws IOException {
        Console console = consoleWith(FAULT);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> EmulatorFault.throwIfSeenIn(console, null))
                    .hasMessageContaining("CoreVmIT.fault-1.log");
        }

        assertThat(console.end()).isEqualTo(FAULT.strip());
    }

    @Test
    void theNextFaultOfThisNameHasTheNextNumber() throws IOException {
        consoleWith(FAULT).keep();

        Console second = consoleWith(FAULT);
        second.keep();

        assertThat(second).hasToString(logs.resolve("CoreVmIT.fault-2.log").toString());
        assertThat(logs.resolve("CoreVmIT.fault-1.log")).exists();
    }

    @Test
    void withoutAFaultTheFileKeepsItsName() throws IOException {
        Console console = consoleWith("all is well\n");

        assertThatCode(() -> EmulatorFault.throwIfSeenIn(console, null)).doesNotThrowAnyException();

        assertThat(console).hasToString(logs.resolve("CoreVmIT.log").toString());
    }

    @Test
    void aFileThatIsNotThereShowsNoFault() throws IOException {
        Console console = Console.create(logs, "CoreVmIT");

        assertThat(EmulatorFault.isSeenIn(console)).isFalse();
        assertThat(console.end()).contains("no console");
        assertThatCode(console::keep).doesNotThrowAnyException();
    }

    private Console consoleWith(String text) throws IOException {
        Console console = Console.create(logs, "CoreVmIT");
        Files.writeString(Path.of(console.toString()), text);
        return console;
    }
}
