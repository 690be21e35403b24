// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.bpf.CellsBpf;
import io.mitosis.cells.config.SchedulerConfig;
import io.mitosis.cells.jfr.FlightEvents;
import io.mitosis.cells.jfr.Tick;
import io.mitosis.cells.model.OwnerRequests;
import io.mitosis.cells.rebalance.Rebalancer;
import io.mitosis.cells.usage.UsageReport;
import java.util.Optional;

/** What is done at the turns of the loop while a scheduler is attached. */
final class CellLoop {
    /** How often to look in vain for what the kernel does a moment after a partition's directory has gone. */
    private static final int PATIENCE = 150;

    private final CellsBpf bpf;
    private final PartialScans looks;
    private final Runnable lookSoon;
    private final TurnFailures failures;
    private final CellManager cells;
    private final Rebalancer rebalancer;
    private final ChangeGate gate;
    private final UsageMonitor usage;
    private final StatsFeed stats;
    private SchedulerConfig config;
    private int cpusetWrites;
    private int patience = PATIENCE;
    // Whether that is to be done as soon as the gate is open, or at the next interval.
    private boolean lookAgain;
    private boolean rebalance;

    /**
     * Begins with the cells as they are and puts the first layout in force.
     *
     * @param lookSoon has {@link #look} called in a moment
     */
    CellLoop(
            SchedulerConfig config,
            CellsBpf bpf,
            PartialScans looks,
            CellManager cells,
            Rebalancer rebalancer,
            ChangeGate gate,
            StatsFeed stats,
            Runnable lookSoon) {
        this.config = config;
        this.bpf = bpf;
        this.looks = looks;
        this.cells = cells;
        this.rebalancer = rebalancer;
        this.gate = gate;
        this.stats = stats;
        this.lookSoon = lookSoon;
        failures = new TurnFailures(this::hasEnded, () -> cells.layout().describe(), this::giveUp);
        cpusetWrites = bpf.cpusetWrites();
        firstLook().ifPresentOrElse(cells::start, cells::startAlone);
        bpf.cpusetWritesHandled(cpusetWrites);
        usage = new UsageMonitor(rebalancer, cells.layout(), bpf::readUsage);
        stats.publish(UsageReport.unmeasured(cells.layout()), cells, rebalancer);
    }

    /** What cannot be read now can be soon, and the machine must not wait for it. */
    private Optional<OwnerRequests> firstLook() {
        try {
            PartialScans.Found found = looks.whole(config.cells());
            lookAgain = !found.settled();
            return Optional.of(found.owners());
        } catch (RuntimeException | OutOfMemoryError failed) {
            failures.note(failed);
            return Optional.empty();
        }
    }

    /** Returns a turn that does not fail. */
    Runnable guarded(Runnable turn) {
        return failures.guarded(turn);
    }

    private void giveUp() {
        looks.abandon();
        lookAgain = true;
        cells.failed();
    }

    /** Brings the cells in line with the cgroups, now or as soon as a layout may be applied; soon if they are many. */
    void look() {
        lookAgain = true;
        if (gate.isOpen()) {
            looks.ask(config.cells()).ifPresent(this::follow);
        }
    }

    /** Goes on with a look that takes more than one turn. */
    void goOn() {
        if (gate.isOpen()) {
            looks.proceed(config.cells()).ifPresent(this::follow);
        } else if (looks.areGoingOn()) {
            // What the look before it has found was applied.
            looks.abandon();
            lookAgain = true;
        }
        if (rebalance) {
            rebalance();
        }
    }

    private void follow(PartialScans.Found found) {
        if (!found.settled() && patience > 0) {
            patience--;
            lookAgain = true;
            lookSoon.run();
            return;
        }
        patience = found.settled() ? PATIENCE : 0;
        if (cells.update(found.owners())) {
            gate.rest();
        }
        bpf.cpusetWritesHandled(found.cpusetWrites());
        lookAgain = false;
        failures.over();
    }

    /** The grace period after the last layout has passed. */
    void gracePassed() {
        gate.gracePassed();
        catchUp();
    }

    /** Cells have had the rest that follows a change. */
    void rested() {
        gate.rested();
        catchUp();
    }

    /** CPUs follow demand first: a look that comes all the time must not keep them from it, and its turn is next. */
    private void catchUp() {
        if (rebalance) {
            rebalance();
        }
        if (lookAgain) {
            look();
        }
    }

    /**
     * Moves CPUs to where demand is, now or as soon as a layout may be applied and no look is going on, which finds in
     * vain what cannot be applied. Returns whether it did now.
     */
    private boolean rebalance() {
        rebalance = true;
        if (!gate.isOpen() || looks.areGoingOn()) {
            return false;
        }
        rebalance = false;
        boolean moved = cells.rebalance(System.nanoTime());
        if (moved) {
            gate.rest();
        }
        return moved;
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
        return !bpf.scx().exitInfo().kind().isRunning();
    }

    /** Reads the counters, moves CPUs to where demand is, and shows all that. */
    void interval() {
        Tick event = FlightEvents.tick();
        long start = System.nanoTime();
        gate.settle();
        UsageReport report = usage.collect(cells.layout());
        try {
            if (lookAgain) {
                look();
            }
            if (rebalance()) {
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
