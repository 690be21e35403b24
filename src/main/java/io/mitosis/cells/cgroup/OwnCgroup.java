// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.linux.ErrnoException;
import io.mitosis.linux.SmallFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The cgroup that this process is in, see cgroups(7). Somebody may move it.
 *
 * @param hierarchyRoot the directory where the cgroup2 hierarchy is mounted
 * @param mounted which of the hierarchy's directories appears there
 * @param file where the kernel says it
 */
public record OwnCgroup(Path hierarchyRoot, String mounted, Path file) {
    private static final Path FILE = Path.of("/proc/self/cgroup");
    private static final String CGROUP2 = "0::";

    /** Returns what is to be asked, for a hierarchy mounted there. */
    public static OwnCgroup below(Path hierarchyRoot) {
        String mounted = MountTable.ofThisProcess()
                .of(hierarchyRoot)
                .map(MountTable.Mount::root)
                .orElse("/");
        return new OwnCgroup(hierarchyRoot, mounted, FILE);
    }

    /** Returns its directory now; null if there is none below the root, or nobody says. */
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
            // No path of this process leads there.
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
