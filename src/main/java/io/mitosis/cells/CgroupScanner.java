// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.cgroup.CellSource;
import io.mitosis.cells.cgroup.OwnerWatch;
import io.mitosis.cells.cgroup.TreeFacts;
import io.mitosis.cells.cgroup.TreeQuery;
import io.mitosis.cells.cgroup.TreeScan;
import io.mitosis.cells.config.CellSettings;
import io.mitosis.cells.config.CellWeighting;
import io.mitosis.cells.model.OwnerRequests;
import io.mitosis.topology.CpuMask;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cgroups as they are at each look, and what is to be said about them. */
final class CgroupScanner {
    private static final Logger log = LoggerFactory.getLogger(CgroupScanner.class);

    private final CellSource source;
    private final CpuMask usable;
    private final ProblemLog problems;
    private final OwnCell own;
    private final OwnerWatch watch;
    private boolean exists;
    private boolean existed;

    /**
     * Returns what a daemon sees: its own cgroup is no cell.
     *
     * @param watch is told where there are owners, see {@link CellSource#look}
     */
    static CgroupScanner ofDaemon(CellSource source, CpuMask usable, ProblemLog problems, OwnerWatch watch) {
        return new CgroupScanner(source, usable, problems, OwnCell.ofDaemon(source), watch);
    }

    /** Returns what is seen without regard to who looks. */
    static CgroupScanner ofAnybody(CellSource source, CpuMask usable) {
        return new CgroupScanner(source, usable, new ProblemLog(), OwnCell.NOBODY, OwnerWatch.NONE);
    }

    private CgroupScanner(CellSource source, CpuMask usable, ProblemLog problems, OwnCell own, OwnerWatch watch) {
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

    /** Returns what the owners of cells ask for now. */
    OwnerRequests look(CellSettings settings) {
        try (Look look = begin(settings)) {
            look.proceed(Long.MAX_VALUE);
            return look.requests();
        }
    }

    /**
     * Begins a look that may take more than one part. But for partitions nobody asks for anything while there is no
     * parent.
     */
    Look begin(CellSettings settings) {
        noteParent(source.exists());
        return new Look(source.look(query(settings), watch));
    }

    /** A look that is going on. */
    final class Look implements AutoCloseable {
        private final TreeScan look;

        private Look(TreeScan look) {
            this.look = look;
        }

        /** Goes on for so many nanoseconds. Returns whether it is over. */
        boolean proceed(long nanos) {
            return look.proceed(nanos);
        }

        /** Returns what the owners asked for when it went over them. */
        OwnerRequests requests() {
            TreeFacts facts = look.facts();
            problems.tell(facts.problems());
            return CellRequests.of(own.without(facts));
        }

        /** Returns whether it has found no partition half gone. */
        boolean isSettled() {
            return look.facts().settled();
        }

        @Override
        public void close() {
            look.close();
        }
    }

    /** Returns what is waited for; empty if the parent was there at the last look. */
    Optional<Path> missing() {
        return exists ? Optional.empty() : Optional.of(source.directory());
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
