// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subdirectory of a directory.
 *
 * @param name its name in the parent directory; a byte that is not UTF-8 reads as U+FFFD
 * @param inode its inode number, unsigned
 */
public record Subdirectory(String name, long inode) {
    /**
     * Lists the subdirectories of a directory, in no particular order, without symbolic links.
     *
     * @return null if there is no such directory
     * @throws ErrnoException if it cannot be listed for any other reason
     */
    public static @Nullable List<Subdirectory> list(Path directory) {
        try (SubdirectoryReader reader = SubdirectoryReader.open(directory)) {
            if (reader == null) {
                return null;
            }
            List<Subdirectory> found = new ArrayList<>();
            for (Subdirectory next = reader.next(); next != null; next = reader.next()) {
                found.add(next);
            }
            return found;
        }
    }
}
