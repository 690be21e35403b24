// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelFileTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4096, 4097, 8192, 20_000})
    void readsAllOfAFile(int length, @TempDir Path temp) throws IOException {
        String text = "0,2,4,6,8-".repeat(length / 10 + 1).substring(0, length);
        Path file = Files.writeString(temp.resolve("file"), text);
        assertThat(KernelFile.read(file)).isEqualTo(text);
    }

    @Test
    void readsWhatTheKernelWrites() throws IOException {
        Path mounts = Path.of("/proc/self/mountinfo");
        assertThat(KernelFile.read(mounts)).isEqualTo(Files.readString(mounts));
    }

    @Test
    void aMissingFileIsNoFailure(@TempDir Path temp) throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        assertThat(KernelFile.read(temp.resolve("missing"))).isNull();
        assertThat(KernelFile.read(file.resolve("below a file"))).isNull();
    }

    @Test
    void anythingElseIsOneThatNamesTheFile(@TempDir Path temp) {
        assertThatThrownBy(() -> KernelFile.read(temp))
                .isInstanceOf(ErrnoException.class)
                .hasMessage("read(" + temp + "): Is a directory (EISDIR)");
    }
}
