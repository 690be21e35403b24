// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.linux.ErrnoException;
import io.mitosis.linux.Subdirectory;
import io.mitosis.linux.SubdirectoryReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The set of directories of a hierarchy that are watched. */
sealed interface WatchScope {
    /** Returns whether the set contains a directory of the hierarchy. */
    boolean contains(Path directory);

    /** Returns up to {@code max} directories of the set that are in {@code directory} now. */
    List<Path> below(Path directory, int max);

    /** The directories from the root down to a target. */
    record Along(Path target) implements WatchScope {
        @Override
        public boolean contains(Path directory) {
            return target.startsWith(directory);
        }

        @Override
        public List<Path> below(Path directory, int max) {
            int depth = directory.getNameCount();
            return depth < target.getNameCount() && contains(directory)
                    ? List.of(directory.resolve(target.getName(depth)))
                    : List.of();
        }
    }

    /** All directories. */
    record Everything() implements WatchScope {
        @Override
        public boolean contains(Path directory) {
            return true;
        }

        @Override
        public List<Path> below(Path directory, int max) {
            List<Path> children = new ArrayList<>();
            try (SubdirectoryReader reader = SubdirectoryReader.open(directory)) {
                while (reader != null && children.size() < max) {
                    Subdirectory child = reader.next();
                    if (child == null) {
                        break;
                    }
                    add(directory, child, children);
                }
            } catch (ErrnoException e) {
                // The scan reports the failure; here it only means that a change is seen later.
            }
            return children;
        }

        private static void add(Path directory, Subdirectory child, List<Path> children) {
            try {
                children.add(directory.resolve(child.name()));
            } catch (InvalidPathException e) {
                // Treated like a directory that cannot be listed.
            }
        }
    }

    /** No directory, apart from those that a scan names. */
    record Named() implements WatchScope {
        @Override
        public boolean contains(Path directory) {
            return false;
        }

        @Override
        public List<Path> below(Path directory, int max) {
            return List.of();
        }
    }
}
