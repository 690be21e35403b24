// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import java.nio.file.Path;

/** The part of the cgroup tree in which the owners of cells are found. */
public sealed interface CellSource permits ParentCgroup, CpusetTree {
    /** Returns the directory below which the owners are. */
    Path directory();

    /** Returns the directory where the cgroup2 hierarchy is mounted: {@link #directory} or a directory above it. */
    Path hierarchyRoot();

    /** Returns whether the directory exists now: it may be removed and made again while the scheduler runs. */
    boolean exists();

    /**
     * Begins a scan of the tree. No change by users to cgroups is a failure: owners that vanish during the scan are
     * left out, and files that cannot be parsed count as absent and are named among the problems. If the directory does
     * not exist there are no owners.
     *
     * @param query the options of the scan
     * @param watch is notified, if owners may be anywhere, of each directory with owners in it before the first of them
     *     is read
     * @throws io.mitosis.linux.ErrnoException if the parent exists and cannot be read
     */
    TreeScan begin(TreeQuery query, OwnerWatch watch);

    /** Scans the whole tree at once, without a watch. */
    default TreeFacts read(TreeQuery query) {
        try (TreeScan scan = begin(query, OwnerWatch.NONE)) {
            scan.proceed(Long.MAX_VALUE);
            return scan.facts();
        }
    }
}
