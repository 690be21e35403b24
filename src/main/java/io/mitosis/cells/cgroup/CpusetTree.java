// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The whole hierarchy: every cgroup below its root, at any depth, whose own {@code cpuset.cpus} is not empty owns a
 * cell. What is below an owner belongs to it, down to the next owner. A name that is excluded takes a cgroup out of
 * this as if its {@code cpuset.cpus} were empty; those below it may own cells all the same. What is below a directory
 * whose owner does not count is the business of that user: the tasks there belong to the nearest owner above.
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
    public TreeScan look(TreeQuery query, OwnerWatch watch) {
        return new CpusetScan(hierarchyRoot, query, watch);
    }
}
