// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import io.mitosis.cell.OwnerRequests;
import io.mitosis.cgroup.CellSource;
import io.mitosis.cgroup.OwnerFacts;
import io.mitosis.cgroup.TreeFacts;
import io.mitosis.cgroup.TreeQuery;
import io.mitosis.topology.CpuMask;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cgroups as they are at each look, and what is to be said about them. */
final class TreeView {
    private static final Logger log = LoggerFactory.getLogger(TreeView.class);

    private final CellSource source;
    private final CpuMask usable;
    private final ProblemLog problems;
    private final OwnCell own;
    private final Predicate<Set<Path>> watch;
    private boolean exists;
    private boolean existed;
    private boolean settled = true;

    /**
     * Returns what a daemon sees: its own cgroup is no cell.
     *
     * @param watch has these directories, where partitions lie, watched; tells whether one of them was not so far
     */
    static TreeView ofDaemon(CellSource source, CpuMask usable, ProblemLog problems, Predicate<Set<Path>> watch) {
        return new TreeView(source, usable, problems, OwnCell.ofDaemon(source), watch);
    }

    /** Returns what is seen without regard to who looks. */
    static TreeView ofAnybody(CellSource source, CpuMask usable) {
        return new TreeView(source, usable, new ProblemLog(), OwnCell.NOBODY, partitions -> false);
    }

    private TreeView(CellSource source, CpuMask usable, ProblemLog problems, OwnCell own, Predicate<Set<Path>> watch) {
        this.source = source;
        this.usable = usable;
        this.problems = problems;
        this.own = own;
        this.watch = watch;
        exists = source.exists();
        existed = exists;
        if (!exists) {
            log.warn(
                    "The parent cgroup {} is not there yet: all tasks share cell 0 until it comes", source.directory());
        }
    }

    /**
     * Returns what the owners of cells ask for now; but for partitions nobody asks for anything while there is no
     * parent.
     */
    OwnerRequests look(CellSettings settings) {
        noteParent(source.exists());
        TreeFacts facts = source.read(query(settings));
        while (watch.test(partitionDirectories(facts))) {
            // What went before it was watched has told nobody.
            facts = source.read(query(settings));
        }
        settled = facts.settled();
        problems.tell(facts.problems());
        return CellRequests.of(own.without(facts), settings.weighting());
    }

    /** Returns whether the last look has found no partition half gone. */
    boolean isSettled() {
        return settled;
    }

    /** Returns what is waited for; empty if the parent was there at the last look. */
    Optional<Path> missing() {
        return exists ? Optional.empty() : Optional.of(source.directory());
    }

    private static Set<Path> partitionDirectories(TreeFacts facts) {
        Set<Path> directories = new HashSet<>();
        for (OwnerFacts owner : facts.owners()) {
            if (owner.partition()) {
                directories.add(Objects.requireNonNull(owner.owner().path().getParent()));
            }
        }
        return directories;
    }

    private TreeQuery query(CellSettings settings) {
        return new TreeQuery(
                settings.exclude(), usable, settings.attributes(), settings.weighting() == CellWeighting.CPU_WEIGHT);
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
