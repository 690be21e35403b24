// SPDX-License-Identifier: Apache-2.0
package io.mitosis.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories for files that are written again and again: in memory, if the machine has such a place. */
public final class Scratch {
    private static final Path MEMORY = Path.of("/dev/shm");

    private Scratch() {}

    /** Makes one; the test removes it. */
    public static Path directory(String prefix) throws IOException {
        return Files.isWritable(MEMORY) ? Files.createTempDirectory(MEMORY, prefix) : Files.createTempDirectory(prefix);
    }
}
