// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cgroup;

import io.mitosis.cell.CellOwner;
import io.mitosis.linux.ErrnoException;
import io.mitosis.topology.CpuMask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

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
    public TreeFacts read(TreeQuery query) {
        TreeReader reader = new TreeReader(query, hierarchyRoot, hierarchyRoot);
        List<OwnerFacts> facts = new ArrayList<>();
        Deque<Path> unread = new ArrayDeque<>();
        unread.add(hierarchyRoot);
        for (Path cgroup = unread.poll(); cgroup != null; cgroup = unread.poll()) {
            try {
                readChildren(cgroup, query.excluded(), reader, facts, unread);
            } catch (ErrnoException e) {
                reader.problems()
                        .add("cgroup " + cgroup + " cannot be read, so none below it owns a cell: " + e.getMessage());
            }
        }
        return PartitionTree.of(hierarchyRoot, reader, facts).facts();
    }

    private static void readChildren(
            Path cgroup, Set<String> excluded, TreeReader reader, List<OwnerFacts> facts, Deque<Path> unread) {
        Controllers controllers = Controllers.of(cgroup);
        // Without the controller none below it can have it either.
        if (!controllers.cpuset() || !reader.trustsBelow(cgroup)) {
            return;
        }
        for (CellOwner child : reader.children(cgroup)) {
            unread.add(child.path());
            CpuMask wish = excluded.contains(child.name()) ? null : reader.wish(child);
            if (wish != null && !wish.isEmpty() && reader.trustsWish(child)) {
                reader.addFacts(child, reader.cpuset(child, wish), controllers, facts);
            }
        }
    }
}
