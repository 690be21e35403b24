// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.cgroup.CellSource;
import io.mitosis.cells.cgroup.OwnCgroup;
import io.mitosis.cells.model.OwnerRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leaves out the daemon's own cgroup, unless it is a partition: no other task could use a partition's CPUs. */
final class OwnCell {
    /** Leaves out nothing: for a process that is not the daemon. */
    static final OwnCell NOBODY = new OwnCell(null);

    private static final Logger log = LoggerFactory.getLogger(OwnCell.class);

    private final @Nullable OwnCgroup own;
    private @Nullable Path passedOver;

    private OwnCell(@Nullable OwnCgroup own) {
        this.own = own;
    }

    static OwnCell ofDaemon(CellSource source) {
        return new OwnCell(OwnCgroup.below(source.hierarchyRoot()));
    }

    List<OwnerRequest> without(List<OwnerRequest> owners) {
        Path directory = own == null ? null : own.directory();
        List<OwnerRequest> others = new ArrayList<>(owners);
        boolean found = others.removeIf(owner -> owner.owner().path().equals(directory) && !owner.partition());
        if (found && !Objects.equals(directory, passedOver)) {
            log.info("Cgroup {} gets no cell: mitosis itself runs in it", directory);
        }
        passedOver = found ? directory : null;
        return found ? others : owners;
    }
}
