// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import io.mitosis.bpf.SchedulerBpf;
import io.mitosis.cell.OwnerRequests;
import io.mitosis.demand.Rebalancer;
import io.mitosis.demand.UsageReport;
import io.mitosis.jfr.Journal;
import io.mitosis.jfr.Tick;
import java.util.Optional;

/** What is done at the turns of the loop while a scheduler is attached. */
final class Turns {
    /** How often to look in vain for what the kernel does a moment after a partition's directory has gone. */
    private static final int PATIENCE = 150;

    private final SchedulerBpf bpf;
    private final PartialLooks looks;
    private final Runnable lookSoon;
    private final TurnFailures failures;
    private final CellManager cells;
    private final Rebalancer rebalancer;
    private final UsageMonitor usage;
    private final StatsFeed stats;
    private SchedulerConfig config;
    private int cpusetWrites;
    private int patience = PATIENCE;
    // Whether the next interval does.
    private boolean lookAgain;

    /**
     * Begins with the cells as they are and puts the first layout in force.
     *
     * @param lookSoon has {@link #look} called in a moment
     */
    Turns(
            SchedulerConfig config,
            SchedulerBpf bpf,
            PartialLooks looks,
            CellManager cells,
            Rebalancer rebalancer,
            StatsFeed stats,
            Runnable lookSoon) {
        this.config = config;
        this.bpf = bpf;
        this.looks = looks;
        this.cells = cells;
        this.rebalancer = rebalancer;
        this.stats = stats;
        this.lookSoon = lookSoon;
        failures = new TurnFailures(this::hasEnded, () -> cells.layout().describe(), this::giveUp);
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
            PartialLooks.Found found = looks.whole(config.cells());
            lookAgain = !found.settled();
            return Optional.of(found.owners());
        } catch (RuntimeException | OutOfMemoryError failed) {
            failures.note(failed);
            return Optional.empty();
        }
    }

    /** Returns a turn that does not fail. */
    Runnable guarded(Runnable turn) {
        return failures.guarded(() -> {
            turn.run();
            bpf.settle();
        });
    }

    private void giveUp() {
        looks.abandon();
        lookAgain = true;
        cells.failed();
    }

    /** Brings the cells in line with the cgroups, soon if there are many. */
    void look() {
        looks.ask(config.cells()).ifPresent(this::follow);
    }

    /** Goes on with a look that takes more than one turn. */
    void goOn() {
        looks.proceed(config.cells()).ifPresent(this::follow);
    }

    private void follow(PartialLooks.Found found) {
        if (!found.settled() && patience > 0) {
            patience--;
            lookAgain = true;
            lookSoon.run();
            return;
        }
        patience = found.settled() ? PATIENCE : 0;
        cells.update(found.owners());
        bpf.cpusetWritesHandled(found.cpusetWrites());
        lookAgain = false;
        failures.over();
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
        // One that is going on asks by the old settings.
        looks.abandon();
        look();
    }
}
