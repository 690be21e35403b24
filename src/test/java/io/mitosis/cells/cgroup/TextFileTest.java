// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mitosis.linux.ErrnoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFileTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 32_768, 50_000})
    void readsAllOfAFile(int length, @TempDir Path temp) throws IOException {
        String text = "0,2,4,6,8-".repeat(length / 10 + 1).substring(0, length);
        Path file = Files.writeString(temp.resolve("file"), text);
        assertThat(TextFile.read(file)).isEqualTo(text);
    }

    @Test
    void readsWhatTheKernelWrites() throws IOException {
        Path mounts = Path.of("/proc/self/mountinfo");
        assertThat(TextFile.read(mounts)).isEqualTo(Files.readString(mounts));
    }

    /** As in a directory that the daemon may not search, which root always may. */
    @Test
    void oneOfWhichNobodyKnowsIsNotTakenForMissing(@TempDir Path temp) throws IOException {
        Path loop = temp.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        assertThatExceptionOfType(ErrnoException.class).isThrownBy(() -> TextFile.read(loop));
    }

    @Test
    void aMissingFileIsNoFailure(@TempDir Path temp) throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        assertThat(TextFile.read(temp.resolve("missing"))).isNull();
        assertThat(TextFile.read(file.resolve("below a file"))).isNull();
        assertThatExceptionOfType(ErrnoException.class).isThrownBy(() -> TextFile.read(temp));
    }
}
