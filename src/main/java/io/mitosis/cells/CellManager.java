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
 * Keeps the cells of an attached scheduler in step with the cgroups, and applies every new layout.
 *
 * <p>Its input is the state of the cgroups, never an event, so lost and repeated events do no harm. Equal input causes
 * no new decision. A layout that could not be applied is tried again at the next update.
 */
final class CellManager {
    private final Topology topology;
    private final int maxCells;
    private final Rebalancer rebalancer;
    private final Consumer<CellLayout> apply;
    private final CellLog log;
    private final ChangeHistory changes;
    private CellSettings settings;
    private CellState state;
    private CellLayout layout;
    // The requests that the layout was made for; null before the first plan.
    private @Nullable OwnerRequests requests;
    // The requests of the last decision, which differ from those above if it was refused; null: decide again in any
    // case.
    private @Nullable OwnerRequests decided;

    /**
     * Creates a manager that has applied nothing yet: the root cell owns all CPUs.
     *
     * @param maxCells the largest number of cells, the root cell included
     * @param before the state of an earlier attachment, whose cells keep their ids
     * @param apply puts a layout in force, or throws and leaves the previous one
     */
    CellManager(
            Topology topology, int maxCells, CellSettings settings, CarriedState before, Consumer<CellLayout> apply) {
        this.topology = topology;
        this.maxCells = maxCells;
        this.settings = settings;
        state = before.cells();
        rebalancer = before.rebalancer();
        log = before.log();
        changes = before.changes();
        this.apply = apply;
        layout = new CellLayout(topology.usable(), List.of(new CellCpus(Cell.ROOT, topology.usable())));
    }

    /** Returns the state of the cells for the next attachment. */
    CellState state() {
        return state;
    }

    /** Returns the layout in force. */
    CellLayout layout() {
        return layout;
    }

    /** Returns the history of the layout in force, for the statistics. */
    Configuration configuration() {
        return changes.toStats(state.holdoutEnforced(), rebalancer.count());
    }

    /** Applies the first layout: that of the root cell alone if the plan for these owners is refused. */
    void start(OwnerRequests owners) {
        Optional<CellPlan> plan = plan(owners);
        CellLayout first = plan.isPresent() ? plan.get().assignment().layout() : layout;
        put(first, ChangeHistory.START);
        plan.ifPresent(made -> keep(made, owners));
        log.initial(layout);
    }

    /**
     * Applies the layout of the root cell alone, as the owners of cells are not known yet. Known cells are not
     * forgotten.
     */
    void startAlone() {
        put(layout, ChangeHistory.START);
        log.initial(layout);
    }

    /**
     * Brings the cells in line with the requests of their owners and applies the layout that follows from them if it is
     * new. Returns whether it was.
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

    /** Sets the settings of the next updates. */
    void reconfigure(CellSettings changed) {
        settings = changed;
        decided = null;
    }

    /** Moves CPUs to the cells with demand if the rebalancer decides so. Returns whether it did. */
    boolean rebalance(long nowNanos) {
        OwnerRequests asked = requests;
        // Without a plan the requests of the cells that were carried over are not known.
        if (!rebalancer.isEnabled() || decided == null || asked == null) {
            return false;
        }
        Optional<Rebalance> verdict =
                rebalancer.consider(nowNanos, layout, configured(asked), weights -> assignedBy(asked, weights));
        if (verdict.isPresent()) {
            put(verdict.get().layout(), ChangeHistory.REBALANCING);
            layout = verdict.get().layout();
            state = CellState.of(state.table(), layout, state.holdoutEnforced());
            rebalancer.applied(nowNanos, verdict.get());
            log.rebalanced(verdict.get());
        }
        return verdict.isPresent();
    }

    /** Returns the plan for these owners; empty if it breaks a rule. Then all stays as it is until requests change. */
    private Optional<CellPlan> plan(OwnerRequests owners) {
        // A failure below must lead to another attempt.
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
        state = CellState.of(plan.change().table(), layout, plan.assignment().holdoutEnforced());
        requests = owners;
        decided = owners;
        if (rebalancer.isEnabled()) {
            rebalancer.live(configured(owners));
        }
        log.cells(plan);
        changes.parked(plan.parked());
    }

    private void put(CellLayout next, String reason) {
        FlightEvents.applied(reason, next, () -> changes.apply(reason, () -> apply.accept(next)));
    }

    /** Counts a turn that failed: the layout in force does not follow the requests. */
    void failed() {
        changes.failed();
    }

    /** Returns the layout of the live cells by other weights; the one in force if these would park a cell. */
    private CellLayout assignedBy(OwnerRequests asked, Map<CellId, Double> weights) {
        CellTable table = state.table();
        try {
            CellPlanner planner = planner(asked, configured -> weights);
            Assignment assignment = CheckedAssigner.assign(planner.input(table.cellsByAge(), asked.owners()));
            return assignment.parked().isEmpty() ? assignment.layout() : layout;
        } catch (WrongAssignmentException wrong) {
            log.refused(wrong);
            return layout;
        }
    }

    private CellPlanner planner(OwnerRequests asked, DemandFactors demand) {
        return new CellPlanner(state.table(), state.input(topology, maxCells, settings, asked.ofRoot()), demand);
    }

    /** Returns the configured weights of the live cells that share CPUs. */
    private Map<Cell, Double> configured(OwnerRequests asked) {
        return planner(asked, this::demand).weights(state.table().cellsByAge(), asked.owners());
    }

    private Map<CellId, Double> demand(Map<Cell, Double> configured) {
        return rebalancer.isEnabled() ? rebalancer.weights(configured) : Map.of();
    }

    private boolean cpusetsDiffer(OwnerRequests owners) {
        return !cpusets(owners).equals(cpusets(requests == null ? OwnerRequests.NONE : requests));
    }

    private static Map<CellOwner, Optional<CpuMask>> cpusets(OwnerRequests owners) {
        Map<CellOwner, Optional<CpuMask>> cpusets = new HashMap<>();
        owners.owners().forEach(request -> cpusets.put(request.owner(), Optional.ofNullable(request.cpuset())));
        return cpusets;
    }
}
