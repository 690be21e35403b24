// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.jfr;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.rebalance.Rebalance;
import io.mitosis.cells.stats.LimitStats;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Records events once somebody has started Flight Recorder. Until then no event class is loaded: the first one would
 * make the JVM load all events that it knows, which takes longer than the rest of a start.
 */
public final class FlightEvents {
    private FlightEvents() {}

    /** Records that a cgroup got a cell. The root cell, which always exists, is not recorded. */
    public static void created(Cell cell) {
        CellOwner owner = cell.owner();
        if (owner != null && FlightRecorder.isInitialized()) {
            new CellCreated(cell.id().value(), owner).commit();
        }
    }

    /** Records that a cell ended. */
    public static void destroyed(Cell cell) {
        CellOwner owner = cell.owner();
        if (owner != null && FlightRecorder.isInitialized()) {
            new CellDestroyed(cell.id().value(), owner).commit();
        }
    }

    /** Records that CPUs were moved to follow demand. */
    public static void rebalanced(Rebalance rebalance) {
        if (FlightRecorder.isInitialized()) {
            Rebalanced.of(rebalance);
        }
    }

    /** Records what a limit did in the last interval if its cgroup was throttled. */
    public static void throttled(LimitStats limit) {
        if (limit.usage().interval().nanos() > 0 && FlightRecorder.isInitialized()) {
            CgroupThrottled.of(limit);
        }
    }

    /** Runs {@code apply}, which puts a configuration in force, and records the change unless it fails. */
    public static void applied(String reason, CellLayout layout, Runnable apply) {
        ConfigurationApplied event = FlightRecorder.isInitialized() ? ConfigurationApplied.started() : null;
        apply.run();
        if (event != null) {
            event.ended(reason, layout);
        }
    }

    /** Starts the event of a turn of the loop; null if Flight Recorder is off. */
    public static @Nullable Tick tick() {
        return FlightRecorder.isInitialized() ? Tick.started() : null;
    }
}
