// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The whole hierarchy: every cgroup below its root, at any depth, whose own {@code cpuset.cpus} is not empty owns a
 * cell. Cgroups below an owner belong to it, down to the next owner. A cgroup with an excluded name owns no cell, as if
 * its {@code cpuset.cpus} were empty; cgroups below it may own cells. No cgroup below the directory of an untrusted
 * user owns a cell: the tasks there belong to the nearest owner above.
 *
 * @param hierarchyRoot the directory where the cgroup2 hierarchy is mounted
 */
public record CpusetTree(Path hierarchyRoot) implements CellSource {
    /**
     * Finds the hierarchy.
     *
     * @throws ParentCgroupException if none is mounted
     */
    public static CpusetTree resolve() {
        return new CpusetTree(MountTable.ofThisProcess().hierarchyRoot());
    }

    @Override
    public Path directory() {
        return hierarchyRoot;
    }

    @Override
    public boolean exists() {
        return Files.isDirectory(hierarchyRoot);
    }

    @Override
    public TreeScan begin(TreeQuery query, OwnerWatch watch) {
        return new CpusetScan(hierarchyRoot, query, watch);
    }
}
