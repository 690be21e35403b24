// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.linux.ErrnoException;
import io.mitosis.linux.SmallFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Files of cgroups, which may vanish at any moment. */
final class TextFile {
    private TextFile() {}

    /**
     * Reads a whole file.
     *
     * @return the text; null if the file does not exist or vanishes while it is read
     * @throws ErrnoException if the file exists and cannot be read
     */
    static @Nullable String read(Path file) {
        try {
            return SmallFile.read(file);
        } catch (ErrnoException failed) {
            // A file in a directory without search permission counts as existing.
            if (Files.notExists(file)) {
                return null;
            }
            throw failed;
        }
    }
}
