// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cgroup;

import io.mitosis.linux.ErrnoException;
import io.mitosis.linux.Subdirectory;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which directories of a hierarchy are watched. */
sealed interface WatchScope {
    /** Returns whether a directory of the hierarchy is one of them. */
    boolean contains(Path directory);

    /** Returns those of them that are in {@code directory} now. */
    List<Path> below(Path directory);

    /** Those from the root down to one. */
    record Along(Path target) implements WatchScope {
        @Override
        public boolean contains(Path directory) {
            return target.startsWith(directory);
        }

        @Override
        public List<Path> below(Path directory) {
            int depth = directory.getNameCount();
            return depth < target.getNameCount() && contains(directory)
                    ? List.of(directory.resolve(target.getName(depth)))
                    : List.of();
        }
    }

    /** All of them. */
    record Everything() implements WatchScope {
        @Override
        public boolean contains(Path directory) {
            return true;
        }

        @Override
        public List<Path> below(Path directory) {
            List<Path> children = new ArrayList<>();
            for (Subdirectory child : list(directory)) {
                try {
                    children.add(directory.resolve(child.name()));
                } catch (InvalidPathException e) {
                    // As with a directory that cannot be listed.
                }
            }
            return children;
        }

        private static List<Subdirectory> list(Path directory) {
            try {
                List<Subdirectory> listed = Subdirectory.list(directory);
                return listed == null ? List.of() : listed;
            } catch (ErrnoException e) {
                // Whoever reads the cgroups says so; here it means no more than a look that comes later.
                return List.of();
            }
        }
    }
}
