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
 * A scan for the cpuset partitions of a hierarchy, after the scan for all other owners. Partitions own cells wherever
 * they are: no other task may run on their CPUs, and their tasks nowhere else. A partition inside another one belongs
 * to the cell of that. A partition with owners of cells below it is shared by these, and owns no cell.
 *
 * <p>Most machines have no partitions, and then nothing is read: the scan is made only if the root lacks CPUs, and only
 * below cgroups that pass such CPUs on.
 */
final class PartitionScan implements TreeScan {
    private final TreeReader reader;
    private final OwnerWatch watch;
    private final SortedMap<CellOwner, OwnerRequest> owners = new TreeMap<>();
    // Null if the root lacks no CPU.
    private final @Nullable TreeWalk walk;
    private CpuMask unexplained;

    /**
     * Begins a scan.
     *
     * @param others the owners that are no partitions, or not known to be
     * @param watch is notified of each cgroup with partitions in it before the first of them is read
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

    /** Returns the facts with all owners, those of the other scan included. */
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
        // Read again: a change before the watch has caused no event.
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
