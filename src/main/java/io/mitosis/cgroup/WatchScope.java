// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cgroup;

import io.mitosis.linux.ErrnoException;
import io.mitosis.linux.Subdirectory;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which directories of a hierarchy are watched. */
sealed interface WatchScope {
    /** Returns whether a directory of the hierarchy is one of them. */
    boolean contains(Path directory);

    /** Returns those of them that are in {@code directory} now. */
    List<Path> below(Path directory);

    /** Those from the root down to some. */
    record Along(Set<Path> targets) implements WatchScope {
        @Override
        public boolean contains(Path directory) {
            return targets.stream().anyMatch(target -> target.startsWith(directory));
        }

        @Override
        public List<Path> below(Path directory) {
            int depth = directory.getNameCount();
            Set<Path> below = new TreeSet<>();
            for (Path target : targets) {
                if (depth < target.getNameCount() && target.startsWith(directory)) {
                    below.add(directory.resolve(target.getName(depth)));
                }
            }
            return List.copyOf(below);
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
