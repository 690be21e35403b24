// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.linux.ErrnoException;
import io.mitosis.linux.Subdirectory;
import io.mitosis.linux.SubdirectoryReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which directories of a hierarchy are watched. */
sealed interface WatchScope {
    /** Returns whether a directory of the hierarchy is one of them. */
    boolean contains(Path directory);

    /** Returns those of them that are in {@code directory} now, or the first {@code most} if they are many. */
    List<Path> below(Path directory, int most);

    /** Those from the root down to one. */
    record Along(Path target) implements WatchScope {
        @Override
        public boolean contains(Path directory) {
            return target.startsWith(directory);
        }

        @Override
        public List<Path> below(Path directory, int most) {
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
        public List<Path> below(Path directory, int most) {
            List<Path> children = new ArrayList<>();
            try (SubdirectoryReader reader = SubdirectoryReader.open(directory)) {
                while (reader != null && children.size() < most) {
                    Subdirectory child = reader.next();
                    if (child == null) {
                        break;
                    }
                    add(directory, child, children);
                }
            } catch (ErrnoException e) {
                // Whoever reads the cgroups says so; here it means no more than a look that comes later.
            }
            return children;
        }

        private static void add(Path directory, Subdirectory child, List<Path> children) {
            try {
                children.add(directory.resolve(child.name()));
            } catch (InvalidPathException e) {
                // As with a directory that cannot be listed.
            }
        }
    }

    /** None but those that a look names. */
    record Named() implements WatchScope {
        @Override
        public boolean contains(Path directory) {
            return false;
        }

        @Override
        public List<Path> below(Path directory, int most) {
            return List.of();
        }
    }
}
