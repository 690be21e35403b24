// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubdirectoryTest {
    @Test
    void listsDirectoriesAloneWithTheirInodes(@TempDir Path temp) throws IOException {
        Set<Subdirectory> expected = new HashSet<>();
        // More than one buffer holds.
        for (int i = 0; i < 400; i++) {
            Path directory = Files.createDirectory(temp.resolve("directory-" + "x".repeat(i % 100) + i));
            expected.add(new Subdirectory(
                    directory.getFileName().toString(), (Long) Files.getAttribute(directory, "unix:ino")));
            Files.createFile(temp.resolve("file-" + i));
        }
        Files.createSymbolicLink(temp.resolve("link"), temp);
        assertThat(Subdirectory.list(temp)).hasSize(400).hasSameElementsAs(expected);
    }

    @Test
    void noDirectoryHasNoList(@TempDir Path temp) throws IOException {
        assertThat(Subdirectory.list(temp)).isEmpty();
        assertThat(Subdirectory.list(temp.resolve("missing"))).isNull();
        assertThat(Subdirectory.list(Files.createFile(temp.resolve("file")))).isNull();
    }

    @Test
    void aPathLongerThanAllBuffersIsTheKernelsToRefuse() {
        Path path = Path.of("/" + "directory/".repeat(2_000));
        assertThatExceptionOfType(ErrnoException.class)
                .isThrownBy(() -> Subdirectory.list(path))
                .withMessageEndingWith("File name too long (ENAMETOOLONG)");
    }
}
