// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.linux.ErrnoException;
import io.mitosis.linux.SmallFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The cgroup of this process, see cgroups(7). The process may be moved to another cgroup at any time.
 *
 * @param hierarchyRoot the directory where the cgroup2 hierarchy is mounted
 * @param mounted the directory of the hierarchy that is mounted there
 * @param file the file in which the kernel names the cgroup
 */
public record OwnCgroup(Path hierarchyRoot, String mounted, Path file) {
    private static final Path FILE = Path.of("/proc/self/cgroup");
    private static final String CGROUP2 = "0::";

    /** Returns the cgroup of this process in a hierarchy that is mounted at a directory. */
    public static OwnCgroup below(Path hierarchyRoot) {
        String mounted = MountTable.ofThisProcess()
                .of(hierarchyRoot)
                .map(MountTable.Mount::root)
                .orElse("/");
        return new OwnCgroup(hierarchyRoot, mounted, FILE);
    }

    /** Returns the present directory of the cgroup; null if it is outside the mount or the kernel does not name it. */
    public @Nullable Path directory() {
        for (String line : text().split("\n", -1)) {
            if (line.startsWith(CGROUP2)) {
                return directory(line.substring(CGROUP2.length()));
            }
        }
        return null;
    }

    private @Nullable Path directory(String name) {
        try {
            Path path = Path.of(name);
            Path root = Path.of(mounted);
            boolean inside = path.startsWith(root) && !path.startsWith("/..");
            return inside ? hierarchyRoot.resolve(root.relativize(path)) : null;
        } catch (InvalidPathException e) {
            // No path of this process can name the cgroup.
            return null;
        }
    }

    private String text() {
        try {
            String text = SmallFile.read(file);
            return text == null ? "" : text;
        } catch (ErrnoException e) {
            return "";
        }
    }
}
