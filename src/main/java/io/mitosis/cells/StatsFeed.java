// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.rebalance.Rebalancer;
import io.mitosis.cells.stats.Limits;
import io.mitosis.cells.stats.Snapshot;
import io.mitosis.cells.usage.UsageReport;
import io.mitosis.stats.LoopState;
import io.mitosis.stats.SnapshotPublisher;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** Publishes the statistics of each interval. */
final class StatsFeed {
    private static final long NANOS_PER_MICRO = 1000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final SnapshotPublisher<Snapshot> publisher;
    private final Path hierarchyRoot;
    private final LongSupplier wakeUps;
    private final long startNanos = System.nanoTime();
    private long tickNanos;

    /**
     * Creates the feed of a daemon that starts now.
     *
     * @param hierarchyRoot where the cgroup hierarchy is mounted
     * @param wakeUps returns the number of wake-ups of the loop
     */
    StatsFeed(SnapshotPublisher<Snapshot> publisher, Path hierarchyRoot, LongSupplier wakeUps) {
        this.publisher = publisher;
        this.hierarchyRoot = hierarchyRoot;
        this.wakeUps = wakeUps;
    }

    void publish(UsageReport usage, CellManager cells, Rebalancer rebalancer, Limits limits) {
        double uptime = (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
        LoopState loop = new LoopState(tickNanos / NANOS_PER_MICRO, wakeUps.getAsLong(), uptime);
        publisher.publish(Snapshot.of(
                usage,
                cells.layout(),
                rebalancer::smoothedPercent,
                hierarchyRoot,
                cells.configuration(),
                limits,
                loop));
    }

    /** Records the duration of a turn that reads the counters, in nanoseconds. */
    void ticked(long nanos) {
        tickNanos = nanos;
    }
}
