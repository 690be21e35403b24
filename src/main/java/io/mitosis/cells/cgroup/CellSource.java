// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import java.nio.file.Path;

/** Where the owners of cells are found in the cgroup tree. */
public sealed interface CellSource permits ParentCgroup, CpusetTree {
    /** Returns the directory below which the owners are. */
    Path directory();

    /** Returns the directory where the cgroup2 hierarchy is mounted: {@link #directory} or above it. */
    Path hierarchyRoot();

    /** Returns whether the directory exists now: it may be removed and made again while the scheduler runs. */
    boolean exists();

    /**
     * Begins to read what the tree says now. What users do to cgroups is never a failure: owners that vanish meanwhile
     * are left out, what cannot be understood counts as absent and is named among the problems. No directory, no
     * owners.
     *
     * @param watch is told, if owners may be anywhere, of each directory that has some in it, before the first of them
     *     is read
     * @throws io.mitosis.linux.ErrnoException if the parent exists and cannot be read
     */
    TreeScan look(TreeQuery query, OwnerWatch watch);

    /** Reads all at once, and has nothing watched. */
    default TreeFacts read(TreeQuery query) {
        try (TreeScan look = look(query, OwnerWatch.NONE)) {
            look.proceed(Long.MAX_VALUE);
            return look.facts();
        }
    }
}
