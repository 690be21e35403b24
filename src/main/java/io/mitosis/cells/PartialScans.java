// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.config.CellSettings;
import io.mitosis.cells.model.OwnerRequests;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the cgroups one after the other, each in parts if the tree is large: between them the loop does what else is
 * due. What is asked for during a look is done after it, once.
 */
final class PartialScans {
    /**
     * What a look has found.
     *
     * @param owners what the owners of cells ask for
     * @param settled whether no partition is half gone
     * @param cpusetWrites how many writes to cpusets had been told of when it began: it has seen what these did
     */
    record Found(OwnerRequests owners, boolean settled, int cpusetWrites) {}

    private final CgroupScanner tree;
    private final IntSupplier cpusetWrites;
    private final Duration part;
    private final Runnable goOn;
    private CgroupScanner.@Nullable Look current;
    private int writesBefore;
    private boolean another;

    /**
     * Makes one that looks at nothing yet.
     *
     * @param cpusetWrites how many writes to cpusets have been told of
     * @param part about how long a part takes
     * @param goOn has {@link #proceed} called soon, in another turn
     */
    PartialScans(CgroupScanner tree, IntSupplier cpusetWrites, Duration part, Runnable goOn) {
        this.tree = tree;
        this.cpusetWrites = cpusetWrites;
        this.part = part;
        this.goOn = goOn;
    }

    /** Looks at all at once. */
    Found whole(CellSettings settings) {
        int writes = cpusetWrites.getAsInt();
        try (CgroupScanner.Look look = tree.begin(settings)) {
            look.proceed(Long.MAX_VALUE);
            return found(look, writes);
        }
    }

    /** Asks for a look that begins after this call. Returns what it finds if it is over at once. */
    Optional<Found> ask(CellSettings settings) {
        if (current != null) {
            another = true;
            return Optional.empty();
        }
        begin(settings);
        return proceed(settings);
    }

    /** Goes on with the look that is going on, if one is. Returns what it has found if it is over. */
    Optional<Found> proceed(CellSettings settings) {
        CgroupScanner.Look look = current;
        if (look == null) {
            return Optional.empty();
        }
        if (!look.proceed(part.toNanos())) {
            goOn.run();
            return Optional.empty();
        }
        Found found = found(look, writesBefore);
        boolean again = another;
        abandon();
        if (again) {
            begin(settings);
            goOn.run();
        }
        return Optional.of(found);
    }

    /** Returns whether one is. */
    boolean areGoingOn() {
        return current != null;
    }

    /** Gives up what is going on, and what was asked for meanwhile. */
    void abandon() {
        another = false;
        CgroupScanner.Look look = current;
        current = null;
        if (look != null) {
            look.close();
        }
    }

    private static Found found(CgroupScanner.Look look, int writes) {
        return new Found(look.requests(), look.isSettled(), writes);
    }

    private void begin(CellSettings settings) {
        writesBefore = cpusetWrites.getAsInt();
        current = tree.begin(settings);
    }
}
