// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.config.CellSettings;
import io.mitosis.cells.jfr.FlightEvents;
import io.mitosis.cells.model.Assignment;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.model.CellTable;
import io.mitosis.cells.model.OwnerRequests;
import io.mitosis.cells.model.WrongAssignmentException;
import io.mitosis.cells.planner.CellPlan;
import io.mitosis.cells.planner.CellPlanner;
import io.mitosis.cells.planner.CheckedAssigner;
import io.mitosis.cells.planner.DemandFactors;
import io.mitosis.cells.rebalance.Rebalance;
import io.mitosis.cells.rebalance.Rebalancer;
import io.mitosis.cells.stats.Configuration;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the cells of one attached scheduler in step with the cgroups that exist, and has every new layout applied.
 *
 * <p>It is told what there is, never what happened: so an event that was lost or came twice does no harm. Where nothing
 * has changed nothing is decided anew. A layout that could not be applied is tried again the next time.
 */
final class CellManager {
    private final Topology topology;
    private final int maxCells;
    private final Rebalancer rebalancer;
    private final Consumer<CellLayout> apply;
    private final CellLog log;
    private final ChangeHistory changes;
    private CellSettings settings;
    private CellState known;
    private CellLayout layout;
    // What the layout was made for.
    private OwnerRequests requests = OwnerRequests.NONE;
    // What was decided about last, which is the same unless that was refused; null: decide again whatever there is.
    private @Nullable OwnerRequests decided;

    /**
     * Makes a manager that has applied nothing yet: the root cell owns all CPUs.
     *
     * @param maxCells how many cells the BPF side can tell apart, the root cell included
     * @param before what is known of an earlier attachment: its cells keep their ids
     * @param apply puts a layout in force, or throws and leaves the previous one
     */
    CellManager(
            Topology topology, int maxCells, CellSettings settings, CarriedState before, Consumer<CellLayout> apply) {
        this.topology = topology;
        this.maxCells = maxCells;
        this.settings = settings;
        known = before.cells();
        rebalancer = before.rebalancer();
        log = before.log();
        changes = before.changes();
        this.apply = apply;
        layout = new CellLayout(topology.usable(), List.of(new CellCpus(Cell.ROOT, topology.usable())));
    }

    /** Returns what is to be remembered for the next attachment. */
    CellState known() {
        return known;
    }

    /** Returns the layout in force. */
    CellLayout layout() {
        return layout;
    }

    /** Returns how it came about. */
    Configuration configuration() {
        return changes.toStats(known.holdoutEnforced(), rebalancer.count());
    }

    /** Applies the first layout: that of the root cell alone if none can be made of what there is. */
    void start(OwnerRequests owners) {
        Optional<CellPlan> plan = plan(owners);
        CellLayout first = plan.isPresent() ? plan.get().assignment().layout() : layout;
        put(first, ChangeHistory.START);
        plan.ifPresent(made -> keep(made, owners));
        log.initial(layout);
    }

    /**
     * Applies the layout of the root cell alone, as long as nobody knows who owns cells: those known are remembered.
     */
    void startAlone() {
        put(layout, ChangeHistory.START);
        log.initial(layout);
    }

    /**
     * Brings the cells in line with what their owners ask for now; applies the layout that follows if it is new.
     * Returns whether it was.
     */
    boolean update(OwnerRequests owners) {
        if (owners.equals(decided)) {
            return false;
        }
        Optional<CellPlan> plan = plan(owners);
        if (plan.isEmpty()) {
            return false;
        }
        CellLayout next = plan.get().assignment().layout();
        boolean moves = !next.equals(layout);
        boolean cpusetsOnly = !plan.get().change().cellsChanged() && cpusetsDiffer(owners);
        if (moves) {
            put(next, cpusetsOnly ? ChangeHistory.CPUSETS : ChangeHistory.CGROUPS);
        }
        keep(plan.get(), owners);
        if (moves && cpusetsOnly) {
            log.cpusetsChanged(layout);
        } else if (moves) {
            log.updated(plan.get().change(), layout);
        }
        return moves;
    }

    /** Decides by other settings from the next update on. */
    void use(CellSettings changed) {
        settings = changed;
        decided = null;
    }

    /** Moves CPUs to where demand is, if it is time to and worth it. Returns whether it did. */
    boolean rebalance(long nowNanos) {
        // What the cells ask for has to be known.
        if (!rebalancer.isEnabled() || decided == null) {
            return false;
        }
        Optional<Rebalance> verdict = rebalancer.consider(nowNanos, layout, configured(), this::assignedBy);
        if (verdict.isPresent()) {
            put(verdict.get().layout(), ChangeHistory.REBALANCING);
            layout = verdict.get().layout();
            known = CellState.of(known.table(), layout, known.holdoutEnforced());
            rebalancer.applied(nowNanos, verdict.get());
            log.rebalanced(verdict.get());
        }
        return verdict.isPresent();
    }

    /** Empty if the plan is wrong: then everything stays as it is, until the owners ask for something else. */
    private Optional<CellPlan> plan(OwnerRequests owners) {
        // Until the plan is in force, or is known to be wrong.
        decided = null;
        try {
            return Optional.of(planner(owners, this::demand).plan(owners.owners()));
        } catch (WrongAssignmentException wrong) {
            log.refused(wrong);
            changes.failed();
            decided = owners;
            return Optional.empty();
        }
    }

    private void keep(CellPlan plan, OwnerRequests owners) {
        layout = plan.assignment().layout();
        known = CellState.of(plan.change().table(), layout, plan.assignment().holdoutEnforced());
        requests = owners;
        decided = owners;
        if (rebalancer.isEnabled()) {
            rebalancer.live(configured());
        }
        log.cells(plan);
        changes.parked(plan.parked());
    }

    private void put(CellLayout next, String reason) {
        FlightEvents.applied(reason, next, () -> changes.apply(reason, () -> apply.accept(next)));
    }

    /** A turn failed: the layout stays, whatever its owners ask for. */
    void failed() {
        changes.failed();
    }

    /** Returns the layout of the live cells by other weights; the one in force if there is none for all of them. */
    private CellLayout assignedBy(Map<CellId, Double> weights) {
        CellTable table = known.table();
        try {
            CellPlanner planner = planner(requests, configured -> weights);
            Assignment assignment = CheckedAssigner.assign(planner.input(table.cellsByAge(), requests.owners()));
            return assignment.parked().isEmpty() ? assignment.layout() : layout;
        } catch (WrongAssignmentException wrong) {
            log.refused(wrong);
            return layout;
        }
    }

    private CellPlanner planner(OwnerRequests asked, DemandFactors demand) {
        return new CellPlanner(
                known.table(), CellRequests.machine(topology, maxCells, settings, known, asked.ofRoot()), demand);
    }

    /** Returns what the live cells that share CPUs weigh, demand left aside. */
    private Map<Cell, Double> configured() {
        return planner(requests, this::demand).weights(known.table().cellsByAge(), requests.owners());
    }

    private Map<CellId, Double> demand(Map<Cell, Double> configured) {
        return rebalancer.isEnabled() ? rebalancer.weights(configured) : Map.of();
    }

    private boolean cpusetsDiffer(OwnerRequests owners) {
        return !cpusets(owners).equals(cpusets(requests));
    }

    private static Map<CellOwner, Optional<CpuMask>> cpusets(OwnerRequests owners) {
        Map<CellOwner, Optional<CpuMask>> cpusets = new HashMap<>();
        owners.owners().forEach(request -> cpusets.put(request.owner(), Optional.ofNullable(request.cpuset())));
        return cpusets;
    }
}
