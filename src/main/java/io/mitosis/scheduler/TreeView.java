// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import io.mitosis.cell.OwnerRequest;
import io.mitosis.cgroup.CellSource;
import io.mitosis.cgroup.OwnCgroup;
import io.mitosis.cgroup.OwnerFacts;
import io.mitosis.cgroup.TreeFacts;
import io.mitosis.topology.CpuMask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cgroups as they are at each look, and what is to be said about them. */
final class TreeView {
    private static final Logger log = LoggerFactory.getLogger(TreeView.class);

    private final CellSource source;
    private final CpuMask usable;
    private final ProblemLog problems;
    // Null: this process is not the daemon.
    private final @Nullable OwnCgroup own;
    private @Nullable Path passedOver;
    private boolean exists;
    private boolean existed;

    /** Returns what a daemon sees: its own cgroup is no cell. */
    static TreeView ofDaemon(CellSource source, CpuMask usable, ProblemLog problems) {
        return new TreeView(source, usable, problems, OwnCgroup.below(source.hierarchyRoot()));
    }

    /** Returns what is seen without regard to who looks. */
    static TreeView ofAnybody(CellSource source, CpuMask usable) {
        return new TreeView(source, usable, new ProblemLog(), null);
    }

    private TreeView(CellSource source, CpuMask usable, ProblemLog problems, @Nullable OwnCgroup own) {
        this.own = own;
        this.source = source;
        this.usable = usable;
        this.problems = problems;
        exists = source.exists();
        existed = exists;
        if (!exists) {
            log.warn(
                    "The parent cgroup {} is not there yet: all tasks share cell 0 until it comes", source.directory());
        }
    }

    /** Returns what the owners of cells ask for now; nobody asks for anything while there is no parent. */
    List<OwnerRequest> look(CellSettings settings) {
        noteParent(source.exists());
        TreeFacts facts = source.read(settings.exclude(), usable);
        problems.tell(facts.problems());
        return CellRequests.of(withoutOwn(facts.owners()), settings.weighting());
    }

    private List<OwnerFacts> withoutOwn(List<OwnerFacts> owners) {
        Path directory = own == null ? null : own.directory();
        List<OwnerFacts> others = new ArrayList<>(owners);
        boolean found = others.removeIf(facts -> facts.owner().path().equals(directory));
        if (found && !Objects.equals(directory, passedOver)) {
            log.info("Cgroup {} gets no cell: mitosis itself runs in it", directory);
        }
        passedOver = found ? directory : null;
        return others;
    }

    /** Returns what is waited for; empty if the parent was there at the last look. */
    Optional<Path> missing() {
        return exists ? Optional.empty() : Optional.of(source.directory());
    }

    private void noteParent(boolean existsNow) {
        if (existsNow && !exists) {
            log.info("The parent cgroup {} {}", source.directory(), existed ? "is back" : "has come");
        } else if (!existsNow && exists) {
            log.warn("The parent cgroup {} is gone: all tasks share cell 0 until it returns", source.directory());
        }
        exists = existsNow;
        existed |= existsNow;
    }
}
