// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.config.CellSettings;
import io.mitosis.cells.model.OwnerRequests;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs scans of the cgroups, one at a time. A scan of a large tree takes several turns of the loop. Scans that are
 * requested during a scan are merged into one that follows it.
 */
final class PartialScans {
    /**
     * The result of a scan.
     *
     * @param owners the requests of the owners of cells
     * @param settled false if a partition was just being removed: scan again soon
     * @param cpusetWrites the number of writes to cpusets reported before the scan began, whose effects it has seen
     */
    record Found(OwnerRequests owners, boolean settled, int cpusetWrites) {}

    private final CgroupScanner tree;
    private final IntSupplier cpusetWrites;
    private final Duration part;
    private final Runnable continueSoon;
    private CgroupScanner.@Nullable Scan current;
    private int writesBefore;
    private boolean anotherRequested;

    /**
     * Creates an instance without a scan in progress.
     *
     * @param cpusetWrites returns the number of writes to cpusets reported so far
     * @param part the time that a scan may take in one turn, approximately
     * @param continueSoon schedules a call of {@link #proceed} in another turn
     */
    PartialScans(CgroupScanner tree, IntSupplier cpusetWrites, Duration part, Runnable continueSoon) {
        this.tree = tree;
        this.cpusetWrites = cpusetWrites;
        this.part = part;
        this.continueSoon = continueSoon;
    }

    /** Runs a whole scan in this turn. */
    Found scanAll(CellSettings settings) {
        int writes = cpusetWrites.getAsInt();
        try (CgroupScanner.Scan scan = tree.begin(settings)) {
            scan.proceed(Long.MAX_VALUE);
            return found(scan, writes);
        }
    }

    /** Requests a scan that begins after this call. Returns the result if the scan ends in this turn. */
    Optional<Found> request(CellSettings settings) {
        if (current != null) {
            anotherRequested = true;
            return Optional.empty();
        }
        begin(settings);
        return proceed(settings);
    }

    /** Continues the scan in progress, if there is one. Returns the result if the scan ends in this turn. */
    Optional<Found> proceed(CellSettings settings) {
        CgroupScanner.Scan scan = current;
        if (scan == null) {
            return Optional.empty();
        }
        if (!scan.proceed(part.toNanos())) {
            continueSoon.run();
            return Optional.empty();
        }
        Found found = found(scan, writesBefore);
        boolean again = anotherRequested;
        abandon();
        if (again) {
            begin(settings);
            continueSoon.run();
        }
        return Optional.of(found);
    }

    /** Returns whether a scan is in progress. */
    boolean inProgress() {
        return current != null;
    }

    /** Drops the scan in progress and the one requested during it. */
    void abandon() {
        anotherRequested = false;
        CgroupScanner.Scan scan = current;
        current = null;
        if (scan != null) {
            scan.close();
        }
    }

    private static Found found(CgroupScanner.Scan scan, int writes) {
        CgroupScanner.Result result = scan.result();
        return new Found(result.requests(), result.settled(), writes);
    }

    private void begin(CellSettings settings) {
        writesBefore = cpusetWrites.getAsInt();
        current = tree.begin(settings);
    }
}
