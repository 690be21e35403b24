// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.model.OwnerRequest;
import io.mitosis.topology.CpuMask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cgroup whose direct children own cells.
 *
 * @param directory the absolute directory of the cgroup
 * @param hierarchyRoot the directory where the cgroup2 hierarchy is mounted; the parent is that or lies below it
 */
public record ParentCgroup(Path directory, Path hierarchyRoot) implements CellSource {
    /** Refuses a directory outside the hierarchy. */
    public ParentCgroup {
        if (!directory.startsWith(hierarchyRoot)) {
            throw new IllegalArgumentException(directory + " is not below " + hierarchyRoot);
        }
    }

    /**
     * Finds the parent that an option names. It need not exist yet.
     *
     * @param option an absolute directory, or a path inside the cgroup hierarchy that starts with {@code /}
     * @throws ParentCgroupException if there can never be such a cgroup
     */
    public static ParentCgroup resolve(String option) {
        return NamedParent.find(option, MountTable.ofThisProcess());
    }

    /**
     * Returns the directory where the cgroup2 hierarchy is mounted.
     *
     * @throws ParentCgroupException if it is not mounted
     */
    public static Path mountedHierarchy() {
        return MountTable.ofThisProcess().hierarchyRoot();
    }

    @Override
    public boolean exists() {
        return Files.isDirectory(directory);
    }

    /** Reads the children of the parent at once, and leaves the partitions to the scan. */
    @Override
    public TreeScan begin(TreeQuery query, OwnerWatch watch) {
        TreeReader reader = new TreeReader(query, directory, hierarchyRoot);
        List<CellOwner> children = reader.children(directory);
        List<OwnerRequest> owners = new ArrayList<>(children.size());
        Controllers controllers = Controllers.of(directory);
        CpuMask fromAbove = controllers.cpuset() ? null : fromAbove(reader);
        for (CellOwner child : children) {
            if (!query.excluded().contains(child.name())) {
                CpuMask cpuset = controllers.cpuset() ? cpuset(child, reader) : fromAbove;
                reader.addOwner(child, cpuset, controllers, owners);
            }
        }
        return new PartitionScan(hierarchyRoot, reader, owners, watch);
    }

    /** Returns the cpuset of a child; that of the cgroups above if an untrusted user has written its own. */
    private @Nullable CpuMask cpuset(CellOwner child, TreeReader reader) {
        CpuMask wish = reader.wish(child);
        boolean counts = wish == null || wish.isEmpty() || reader.trustsWish(child);
        return counts ? reader.cpuset(child, wish) : fromAbove(reader);
    }

    private @Nullable CpuMask fromAbove(TreeReader reader) {
        return reader.cpusetFromAbove(directory, hierarchyRoot);
    }
}
