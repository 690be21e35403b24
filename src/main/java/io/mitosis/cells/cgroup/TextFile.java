// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.linux.ErrnoException;
import io.mitosis.linux.SmallFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A cgroup's files, which go with it at any moment. */
final class TextFile {
    private TextFile() {}

    /**
     * Reads a whole file.
     *
     * @return its text; null if there is none, also if it goes while it is read
     * @throws ErrnoException if it is there and cannot be read
     */
    static @Nullable String read(Path file) {
        try {
            return SmallFile.read(file);
        } catch (ErrnoException failed) {
            // One in a directory that may not be searched is there for all we know.
            if (Files.notExists(file)) {
                return null;
            }
            throw failed;
        }
    }
}
