// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cgroup;

import io.mitosis.cell.CellOwner;
import io.mitosis.cell.CellPolicy;
import io.mitosis.linux.ErrnoException;
import io.mitosis.topology.CpuMask;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The cpuset partitions of a hierarchy, which own cells wherever they are: no other task may run on their CPUs, and
 * their tasks nowhere else. One inside another belongs to its cell. One with owners of cells below it is shared by
 * these, and owns none.
 *
 * <p>Most machines have none, and then there is nothing to read: who has taken CPUs from the root is looked for only
 * where CPUs are missing there, and only below cgroups through whose hands they went.
 */
final class PartitionTree {
    private final TreeReader reader;
    private final SortedMap<CellOwner, OwnerFacts> owners = new TreeMap<>();
    private CpuMask unexplained;

    private PartitionTree(TreeReader reader, List<OwnerFacts> facts) {
        this.reader = reader;
        facts.forEach(owner -> owners.put(owner.owner(), owner));
        unexplained = reader.taken();
    }

    /**
     * Reads the partitions.
     *
     * @param facts of the owners that are there for another reason
     */
    static PartitionTree of(Path hierarchyRoot, TreeReader reader, List<OwnerFacts> facts) {
        PartitionTree tree = new PartitionTree(reader, facts);
        Deque<Path> unread = new ArrayDeque<>();
        if (!reader.taken().isEmpty()) {
            unread.add(hierarchyRoot);
        }
        for (Path cgroup = unread.poll(); cgroup != null; cgroup = unread.poll()) {
            try {
                tree.readChildren(cgroup, unread);
            } catch (ErrnoException e) {
                reader.problems()
                        .add("cgroup " + cgroup + " cannot be read, so no partition below it owns a cell: "
                                + e.getMessage());
            }
        }
        return tree;
    }

    /** Returns all owners, and what else there is to say. */
    TreeFacts facts() {
        CpuMask ofRoot = reader.taken().isEmpty() ? null : reader.common();
        return new TreeFacts(List.copyOf(owners.values()), ofRoot, unexplained.isEmpty(), reader.problems());
    }

    private void readChildren(Path cgroup, Deque<Path> unread) {
        if (!Controllers.of(cgroup).cpuset()) {
            return;
        }
        for (CellOwner child : reader.children(cgroup)) {
            CpuMask exclusive = reader.exclusive(child);
            if (!exclusive.intersects(reader.taken())) {
                continue;
            }
            boolean partition = reader.isPartition(child);
            unexplained = partition ? unexplained.andNot(exclusive) : unexplained;
            if (partition && !isAboveOwners(child.path())) {
                owners.put(child, new OwnerFacts(child, exclusive, CellPolicy.NONE, 1, true));
            } else {
                unread.add(child.path());
            }
        }
    }

    private boolean isAboveOwners(Path cgroup) {
        for (CellOwner owner : owners.keySet()) {
            if (owner.path().startsWith(cgroup) && !owner.path().equals(cgroup)) {
                return true;
            }
        }
        return false;
    }
}
