// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOwnerTest {
    @Test
    void isWhoTheJdkSaysItIs(@TempDir Path temp) throws IOException {
        for (Path path : new Path[] {Path.of("/"), temp, Files.createFile(temp.resolve("file"))}) {
            assertThat(FileOwner.of(path)).isEqualTo(((Integer) Files.getAttribute(path, "unix:uid")).longValue());
        }
    }

    @Test
    void nobodyOwnsWhatIsNotThere(@TempDir Path temp) throws IOException {
        assertThat(FileOwner.of(temp.resolve("missing"))).isNull();
        assertThat(FileOwner.of(Files.createFile(temp.resolve("file")).resolve("below")))
                .isNull();
    }

    @Test
    void aPathLongerThanAllBuffersIsTheKernelsToRefuse() {
        Path path = Path.of("/" + "directory/".repeat(2_000));
        assertThatExceptionOfType(ErrnoException.class)
                .isThrownBy(() -> FileOwner.of(path))
                .withMessageEndingWith("File name too long (ENAMETOOLONG)");
    }
}
