// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.linux.ErrnoException;
import io.mitosis.linux.Subdirectory;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The cgroups that have a {@code cpu.max} other than {@code max}.
 *
 * @param count how many there are among those that were read
 * @param example one of them, near the root of the hierarchy; null if there is none
 * @param complete whether all cgroups were read
 */
public record LimitedCgroups(int count, @Nullable Path example, boolean complete) {
    /** That many take a JVM that has just started a quarter of a second, in which the daemon does nothing else. */
    private static final int MAX_READ = 2_000;

    private static final String FILE = "cpu.max";

    /**
     * Counts them at present, from the root of the hierarchy downwards. Only cgroups that have the file are read; what
     * cannot be read counts as unlimited.
     */
    public static LimitedCgroups find(Path hierarchyRoot) {
        return find(hierarchyRoot, MAX_READ);
    }

    static LimitedCgroups find(Path hierarchyRoot, int maxRead) {
        int count = 0;
        int read = 0;
        Path example = null;
        Queue<Path> parents = new ArrayDeque<>(List.of(hierarchyRoot));
        for (Path parent = parents.poll(); parent != null; parent = parents.poll()) {
            // Without the controller no cgroup below has the file.
            if (!Controllers.of(parent).cpu()) {
                continue;
            }
            for (Subdirectory child : children(parent)) {
                if (read++ == maxRead) {
                    return new LimitedCgroups(count, example, false);
                }
                Path cgroup = path(parent, child);
                if (cgroup == null) {
                    continue;
                }
                if (isLimited(cgroup.resolve(FILE))) {
                    count++;
                    example = example == null ? cgroup : example;
                }
                parents.add(cgroup);
            }
        }
        return new LimitedCgroups(count, example, true);
    }

    private static List<Subdirectory> children(Path parent) {
        try {
            List<Subdirectory> children = Subdirectory.list(parent);
            return children == null ? List.of() : children;
        } catch (ErrnoException unreadable) {
            return List.of();
        }
    }

    private static @Nullable Path path(Path parent, Subdirectory child) {
        try {
            return parent.resolve(child.name());
        } catch (InvalidPathException unnameable) {
            return null;
        }
    }

    private static boolean isLimited(Path file) {
        try {
            String text = TextFile.read(file);
            return text != null && CpuMax.parse(text).isLimit();
        } catch (ErrnoException | IllegalArgumentException unreadable) {
            return false;
        }
    }
}
