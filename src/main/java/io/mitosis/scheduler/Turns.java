// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import io.mitosis.bpf.SchedulerBpf;
import io.mitosis.cell.OwnerRequests;
import io.mitosis.demand.Rebalancer;
import io.mitosis.demand.UsageReport;
import io.mitosis.jfr.Journal;
import io.mitosis.jfr.Tick;
import io.mitosis.linux.ErrnoException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done at the turns of the loop while a scheduler is attached. */
final class Turns {
    private static final Logger log = LoggerFactory.getLogger(Turns.class);
    /** How often to look in vain for what the kernel does a moment after a partition's directory has gone. */
    private static final int PATIENCE = 150;

    private final SchedulerBpf bpf;
    private final TreeView tree;
    private final CellManager cells;
    private final Rebalancer rebalancer;
    private final UsageMonitor usage;
    private final StatsFeed stats;
    private SchedulerConfig config;
    private int cpusetWrites;
    private int patience = PATIENCE;
    private boolean lookAgain;
    private String lastFailure = "";

    /** Begins with the cells as they are and puts the first layout in force. */
    Turns(
            SchedulerConfig config,
            SchedulerBpf bpf,
            TreeView tree,
            CellManager cells,
            Rebalancer rebalancer,
            StatsFeed stats) {
        this.config = config;
        this.bpf = bpf;
        this.tree = tree;
        this.cells = cells;
        this.rebalancer = rebalancer;
        this.stats = stats;
        cpusetWrites = bpf.cpusetWrites();
        firstLook().ifPresentOrElse(cells::start, cells::startAlone);
        bpf.cpusetWritesHandled(cpusetWrites);
        bpf.settle();
        usage = new UsageMonitor(rebalancer, cells.layout(), bpf::readUsage);
        stats.publish(UsageReport.unmeasured(cells.layout()), cells, rebalancer);
    }

    /** What cannot be read now can be soon, and the machine must not wait for it. */
    private Optional<OwnerRequests> firstLook() {
        try {
            OwnerRequests requests = tree.look(config.cells());
            lookAgain = !tree.isSettled();
            return Optional.of(requests);
        } catch (RuntimeException failed) {
            noteFailure(failed);
            return Optional.empty();
        }
    }

    /** Whatever fails in a turn, the layout that was applied last stays in force, and the next interval looks again. */
    Runnable guarded(Runnable turn) {
        return () -> {
            try {
                turn.run();
                bpf.settle();
            } catch (RuntimeException failed) {
                noteFailure(failed);
            }
        };
    }

    /** Once, for a failure that lasts; with all there is to find its cause if nobody foresaw it. */
    private void noteFailure(RuntimeException failed) {
        if (hasEnded()) {
            // It ended during the turn, as when a CPU goes offline: that is told in its own words, and soon.
            log.debug("The scheduler has ended:", failed);
            return;
        }
        lookAgain = true;
        cells.failed();
        String what = String.valueOf(failed.getMessage());
        if (what.equals(lastFailure)) {
            return;
        }
        lastFailure = what;
        String layout = cells.layout().describe();
        if (failed instanceof ErrnoException) {
            log.error("The cell configuration stays {}: {}", layout, what);
        } else {
            log.error("The cell configuration stays {}, please report this:", layout, failed);
        }
    }

    /**
     * Brings the cells in line with the cgroups.
     *
     * @return false: nothing was decided, for a partition is half gone; look again in a moment
     */
    boolean look() {
        int writes = bpf.cpusetWrites();
        OwnerRequests requests = tree.look(config.cells());
        if (!tree.isSettled() && patience > 0) {
            patience--;
            lookAgain = true;
            return false;
        }
        patience = tree.isSettled() ? PATIENCE : 0;
        cells.update(requests);
        bpf.cpusetWritesHandled(writes);
        lookAgain = false;
        lastFailure = "";
        return true;
    }

    /** Returns whether cpusets were written since this was asked last. */
    boolean cpusetsWritten() {
        int writes = bpf.cpusetWrites();
        boolean written = writes != cpusetWrites;
        cpusetWrites = writes;
        return written;
    }

    /** Returns whether the kernel has ended the scheduler. */
    boolean hasEnded() {
        return !bpf.exitInfo().kind().isRunning();
    }

    /** Reads the counters, moves CPUs to where demand is, and shows all that. */
    void interval() {
        Tick event = Journal.tick();
        long start = System.nanoTime();
        bpf.settleLate();
        UsageReport report = usage.collect(cells.layout());
        try {
            if (lookAgain) {
                look();
            }
            if (cells.rebalance(System.nanoTime())) {
                usage.moved(cells.layout());
            }
        } finally {
            // What was measured is shown, whatever comes of it.
            stats.publish(report, cells, rebalancer);
            stats.ticked(System.nanoTime() - start);
            if (event != null) {
                event.ended(report.utilizationPercent(), cells.layout().cells().size());
            }
        }
    }

    /** Decides by another configuration from now on. */
    void use(SchedulerConfig changed) {
        config = changed;
        rebalancer.change(changed.rebalancing(), changed.intervals().monitor());
        cells.use(changed.cells());
        look();
    }
}
