// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.cgroup.CellSource;
import io.mitosis.cells.cgroup.OwnerWatch;
import io.mitosis.cells.cgroup.TreeFacts;
import io.mitosis.cells.cgroup.TreeQuery;
import io.mitosis.cells.cgroup.TreeScan;
import io.mitosis.cells.config.CellMaximum;
import io.mitosis.cells.config.CellSettings;
import io.mitosis.cells.config.CellWeighting;
import io.mitosis.cells.model.OwnerRequests;
import io.mitosis.topology.CpuMask;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scans the cgroups for owners of cells, and logs problems and the state of the parent cgroup. */
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
     * Returns the scanner of a daemon, whose own cgroup gets no cell.
     *
     * @param watch is notified of directories with owners, see {@link CellSource#begin}
     */
    static CgroupScanner ofDaemon(CellSource source, CpuMask usable, ProblemLog problems, OwnerWatch watch) {
        return new CgroupScanner(source, usable, problems, OwnCell.ofDaemon(source), watch);
    }

    /** Returns a scanner that leaves out no cgroup and watches none. */
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

    /** Runs a whole scan. Returns the requests of the owners of cells. */
    OwnerRequests scan(CellSettings settings) {
        try (Scan scan = begin(settings)) {
            scan.proceed(Long.MAX_VALUE);
            return scan.result().requests();
        }
    }

    /** Begins a scan that may take several parts. Without a parent cgroup it finds partitions only. */
    Scan begin(CellSettings settings) {
        noteParent(source.exists());
        return new Scan(source.begin(query(settings), watch));
    }

    /**
     * The result of a scan.
     *
     * @param requests the requests that the owners of cells had when the scan reached them
     * @param settled false if a partition was just being removed: scan again soon
     */
    record Result(OwnerRequests requests, boolean settled) {}

    /** A scan in progress. */
    final class Scan implements AutoCloseable {
        private final TreeScan tree;

        private Scan(TreeScan tree) {
            this.tree = tree;
        }

        /** Continues for about that many nanoseconds. Returns whether the scan is complete. */
        boolean proceed(long nanos) {
            return tree.proceed(nanos);
        }

        /** Returns the result of a complete scan, and logs problems. */
        Result result() {
            TreeFacts facts = tree.facts();
            problems.report(facts.problems());
            return new Result(new OwnerRequests(own.without(facts.owners()), facts.ofRoot()), facts.settled());
        }

        @Override
        public void close() {
            tree.close();
        }
    }

    /** Returns the parent cgroup if it did not exist at the last scan. */
    Optional<Path> missing() {
        return exists ? Optional.empty() : Optional.of(source.directory());
    }

    private TreeQuery query(CellSettings settings) {
        return new TreeQuery(
                settings.exclude(),
                usable,
                settings.attributes(),
                settings.weighting() == CellWeighting.CPU_WEIGHT,
                settings.maximum() == CellMaximum.CPU_MAX);
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
