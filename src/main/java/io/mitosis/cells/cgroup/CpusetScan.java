// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.model.OwnerRequest;
import io.mitosis.topology.CpuMask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scan of the whole hierarchy for cgroups with a cpuset of their own, and then for partitions. */
final class CpusetScan implements TreeScan {
    private final Path hierarchyRoot;
    private final TreeQuery query;
    private final OwnerWatch watch;
    private final TreeReader reader;
    private final List<OwnerRequest> owners = new ArrayList<>();
    private final TreeWalk walk;
    // Null until the walk is finished.
    private @Nullable PartitionScan partitions;

    /**
     * Begins a scan.
     *
     * @param watch is notified of each cgroup with owners in it before the first of them is read
     */
    CpusetScan(Path hierarchyRoot, TreeQuery query, OwnerWatch watch) {
        this.hierarchyRoot = hierarchyRoot;
        this.query = query;
        this.watch = watch;
        reader = new TreeReader(query, hierarchyRoot, hierarchyRoot);
        walk = new TreeWalk(hierarchyRoot, reader, this::take, reader::trustsBelow);
    }

    @Override
    public boolean proceed(long nanos) {
        long start = System.nanoTime();
        if (!walk.proceed(start, nanos)) {
            return false;
        }
        return partitions().proceed(nanos - (System.nanoTime() - start));
    }

    private PartitionScan partitions() {
        PartitionScan begun = partitions;
        if (begun == null) {
            begun = new PartitionScan(hierarchyRoot, reader, owners, watch);
            partitions = begun;
        }
        return begun;
    }

    @Override
    public TreeFacts facts() {
        return partitions().facts();
    }

    @Override
    public void close() {
        walk.close();
        if (partitions != null) {
            partitions.close();
        }
    }

    private boolean take(CellOwner cgroup, TreeWalk.Level above) {
        CpuMask wish = query.excluded().contains(cgroup.name()) ? null : reader.wish(cgroup);
        if (wish != null && !wish.isEmpty() && reader.trustsWish(cgroup)) {
            above.watch(watch);
            reader.addOwner(cgroup, reader.cpuset(cgroup, wish), above.controllers(), owners);
        }
        return true;
    }
}
