// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.bpf.CellsBpf;
import io.mitosis.cells.config.SchedulerConfig;
import io.mitosis.cells.jfr.FlightEvents;
import io.mitosis.cells.jfr.Tick;
import io.mitosis.cells.model.OwnerRequests;
import io.mitosis.cells.rebalance.Rebalancer;
import io.mitosis.cells.stats.Limits;
import io.mitosis.cells.usage.UsageReport;
import java.util.Optional;

/** Handles the turns of the loop while a scheduler is attached: scans, changes, rebalancing, statistics. */
final class CellLoop {
    /**
     * The number of scans to repeat while a partition is being removed: its CPUs are given back some time after its
     * directory has gone.
     */
    private static final int MAX_UNSETTLED_SCANS = 150;

    private final CellsBpf bpf;
    private final PartialScans scans;
    private final Runnable scanSoon;
    private final Runnable onInterval;
    private final TurnFailures failures;
    private final CellManager cells;
    private final Rebalancer rebalancer;
    private final ChangeGate gate;
    private final UsageMonitor usage;
    private final StatsFeed stats;
    private final LimitMonitor limits;
    private SchedulerConfig config;
    private int cpusetWrites;
    private int unsettledScansLeft = MAX_UNSETTLED_SCANS;
    // Scans and rebalancing that wait until the gate is open, or for the next interval.
    private boolean scanPending;
    private boolean rebalancePending;

    /**
     * Scans the cgroups and puts the first layout in force.
     *
     * @param scanSoon schedules a call of {@link #scan} in a moment
     * @param onInterval is run each time the statistics of an interval were published
     */
    CellLoop(
            SchedulerConfig config,
            CellsBpf bpf,
            PartialScans scans,
            CellManager cells,
            Rebalancer rebalancer,
            ChangeGate gate,
            StatsFeed stats,
            LimitMonitor limits,
            Runnable scanSoon,
            Runnable onInterval) {
        this.config = config;
        this.bpf = bpf;
        this.scans = scans;
        this.cells = cells;
        this.rebalancer = rebalancer;
        this.gate = gate;
        this.stats = stats;
        this.limits = limits;
        this.scanSoon = scanSoon;
        this.onInterval = onInterval;
        failures = new TurnFailures(this::hasEnded, () -> cells.layout().describe(), this::giveUp);
        cpusetWrites = bpf.cpusetWrites();
        firstScan().ifPresentOrElse(cells::start, cells::startAlone);
        bpf.cpusetWritesHandled(cpusetWrites);
        usage = new UsageMonitor(rebalancer, cells.layout(), bpf::readUsage);
        stats.publish(UsageReport.unmeasured(cells.layout()), cells, rebalancer, Limits.NONE);
    }

    /** Returns the requests of the owners; empty if they cannot be read now. The start does not wait for them. */
    private Optional<OwnerRequests> firstScan() {
        try {
            PartialScans.Found found = scans.scanAll(config.cells());
            scanPending = !found.settled();
            return Optional.of(found.owners());
        } catch (RuntimeException | OutOfMemoryError failed) {
            failures.note(failed);
            return Optional.empty();
        }
    }

    /** Returns a turn whose failures are handled, see {@link TurnFailures}. */
    Runnable guarded(Runnable turn) {
        return failures.guarded(turn);
    }

    private void giveUp() {
        scans.abandon();
        scanPending = true;
        cells.failed();
    }

    /** Brings the cells in line with the cgroups, now or as soon as a layout may be applied. */
    void scan() {
        scanPending = true;
        if (gate.isOpen()) {
            scans.request(config.cells()).ifPresent(this::follow);
        }
    }

    /** Continues a scan that takes several turns. */
    void continueScan() {
        if (gate.isOpen()) {
            scans.proceed(config.cells()).ifPresent(this::follow);
        } else if (scans.inProgress()) {
            // The result of the scan before was applied in the meantime.
            scans.abandon();
            scanPending = true;
        }
        if (rebalancePending) {
            rebalance();
        }
    }

    private void follow(PartialScans.Found found) {
        if (!found.settled() && unsettledScansLeft > 0) {
            unsettledScansLeft--;
            scanPending = true;
            scanSoon.run();
            return;
        }
        unsettledScansLeft = found.settled() ? MAX_UNSETTLED_SCANS : 0;
        if (cells.update(found.owners())) {
            gate.holdOff();
        }
        bpf.cpusetWritesHandled(found.cpusetWrites());
        scanPending = false;
        failures.succeeded();
    }

    /** Finishes the last layout: its grace period has passed. */
    void gracePassed() {
        gate.gracePassed();
        catchUp();
    }

    /** Does the work that waited for the end of the hold-off after a change. */
    void holdOffEnded() {
        gate.holdOffEnded();
        catchUp();
    }

    /** Rebalances before it scans: scans that are requested all the time must not prevent rebalancing. */
    private void catchUp() {
        if (rebalancePending) {
            rebalance();
        }
        if (scanPending) {
            scan();
        }
    }

    /**
     * Rebalances now, or as soon as a layout may be applied and no scan is in progress, whose result a new layout would
     * make useless. Returns whether CPUs were moved now.
     */
    private boolean rebalance() {
        rebalancePending = true;
        if (!gate.isOpen() || scans.inProgress()) {
            return false;
        }
        rebalancePending = false;
        boolean moved = cells.rebalance(System.nanoTime());
        if (moved) {
            gate.holdOff();
        }
        return moved;
    }

    /** Returns whether cpusets were written since the last call. */
    boolean cpusetsWritten() {
        int writes = bpf.cpusetWrites();
        boolean written = writes != cpusetWrites;
        cpusetWrites = writes;
        return written;
    }

    /** Returns whether the kernel has ended the scheduler. */
    boolean hasEnded() {
        return !bpf.scx().exitInfo().kind().isRunning();
    }

    /** Reads the counters, rebalances, and publishes statistics. */
    void interval() {
        Tick event = FlightEvents.tick();
        long start = System.nanoTime();
        gate.finishApply();
        UsageReport report = usage.collect(cells.layout());
        try {
            if (scanPending) {
                scan();
            }
            if (rebalance()) {
                usage.moved(cells.layout());
            }
        } finally {
            // Measurements are published even if rebalancing fails.
            stats.publish(report, cells, rebalancer, limits.collect());
            stats.ticked(System.nanoTime() - start);
            if (event != null) {
                event.ended(report.utilizationPercent(), cells.layout().cells().size());
            }
            onInterval.run();
        }
    }

    /** Takes another configuration. */
    void reconfigure(SchedulerConfig changed) {
        config = changed;
        rebalancer.change(changed.rebalancing(), changed.intervals().monitor());
        cells.reconfigure(changed.cells());
        // A scan in progress uses the old settings.
        scans.abandon();
        scan();
    }
}
