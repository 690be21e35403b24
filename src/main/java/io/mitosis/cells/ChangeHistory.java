// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.model.ParkedOwner;
import io.mitosis.cells.stats.Configuration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Counts and times the configurations that were put in force, for the statistics. */
final class ChangeHistory {
    static final String START = "start";
    static final String CGROUPS = "cgroups";
    static final String CPUSETS = "cpusets";
    static final String REBALANCING = "rebalancing";

    private static final long NANOS_PER_MICRO = 1000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final AtomicLong failures = new AtomicLong();
    private long applies;
    private long applyNanos;
    private long changedNanos = System.nanoTime();
    private String reason = "none";
    private List<CellOwner> parked = List.of();

    /** Runs an action that puts a configuration in force, and records it unless it throws. */
    void apply(String why, Runnable putInForce) {
        long before = System.nanoTime();
        putInForce.run();
        changedNanos = System.nanoTime();
        applyNanos = changedNanos - before;
        applies++;
        reason = why;
    }

    /** Counts a configuration that could not be made or put in force. */
    void failed() {
        failures.incrementAndGet();
    }

    /** Returns the number of configurations that could not be made or put in force. For any thread. */
    long failures() {
        return failures.get();
    }

    void parked(List<ParkedOwner> now) {
        parked =
                now.isEmpty() ? List.of() : now.stream().map(ParkedOwner::owner).toList();
    }

    Configuration toStats(boolean holdoutEnforced, long rebalances) {
        double age = (System.nanoTime() - changedNanos) / NANOS_PER_SECOND;
        return new Configuration(
                parked, holdoutEnforced, rebalances, applies, applyNanos / NANOS_PER_MICRO, age, reason);
    }
}
