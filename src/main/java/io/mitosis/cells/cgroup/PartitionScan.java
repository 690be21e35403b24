// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.model.CellTerms;
import io.mitosis.cells.model.OwnerRequest;
import io.mitosis.topology.CpuMask;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks, after all other owners, for the cpuset partitions of a hierarchy, which own cells wherever they are: no other
 * task may run on their CPUs, and their tasks nowhere else. One inside another belongs to its cell. One with owners of
 * cells below it is shared by these, and owns none.
 *
 * <p>Most machines have none, and then there is nothing to read: who has taken CPUs from the root is looked for only
 * where CPUs are missing there, and only below cgroups through whose hands they went.
 */
final class PartitionScan implements TreeScan {
    private final TreeReader reader;
    private final OwnerWatch watch;
    private final SortedMap<CellOwner, OwnerRequest> owners = new TreeMap<>();
    // Null: nobody has taken anything.
    private final @Nullable TreeWalk walk;
    private CpuMask unexplained;

    /**
     * Begins to look.
     *
     * @param others the owners that are no partitions, or not known to be
     * @param watch is told of each cgroup that has partitions in it before the first of them is read
     */
    PartitionScan(Path hierarchyRoot, TreeReader reader, List<OwnerRequest> others, OwnerWatch watch) {
        this.reader = reader;
        this.watch = watch;
        others.forEach(other -> owners.put(other.owner(), other));
        unexplained = reader.taken();
        walk = unexplained.isEmpty() ? null : new TreeWalk(hierarchyRoot, reader, this::take, cgroup -> true);
    }

    @Override
    public boolean proceed(long nanos) {
        if (walk != null && !walk.proceed(System.nanoTime(), nanos)) {
            return false;
        }
        watch.seenAll();
        return true;
    }

    /** Returns all owners, and what else there is to say. */
    @Override
    public TreeFacts facts() {
        CpuMask ofRoot = walk == null ? null : reader.common();
        return new TreeFacts(List.copyOf(owners.values()), ofRoot, unexplained.isEmpty(), reader.problems());
    }

    @Override
    public void close() {
        if (walk != null) {
            walk.close();
        }
    }

    private boolean take(CellOwner cgroup, TreeWalk.Level above) {
        if (!reader.exclusive(cgroup).intersects(reader.taken())) {
            return false;
        }
        if (!reader.isPartition(cgroup)) {
            return true;
        }
        above.watch(watch);
        // Once more: what went before it was watched has told nobody.
        CpuMask exclusive = reader.exclusive(cgroup);
        unexplained = unexplained.andNot(exclusive);
        if (isAboveOwners(cgroup.path())) {
            return true;
        }
        if (exclusive.intersects(reader.taken())) {
            owners.put(cgroup, new OwnerRequest(cgroup, CellTerms.ofPartition(exclusive)));
        }
        return false;
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
