// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.planner;

import io.mitosis.cells.model.Assignment;
import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.cells.model.CellTable;
import io.mitosis.cells.model.CellTerms;
import io.mitosis.cells.model.OwnerRequest;
import io.mitosis.cells.model.ParkedCell;
import io.mitosis.cells.model.ParkedOwner;
import io.mitosis.cells.model.Reconciliation;
import io.mitosis.cells.share.Parking;
import io.mitosis.cells.share.Partitions;
import io.mitosis.topology.CpuMask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which of the cgroups that should have a cell get one, and with which CPUs.
 *
 * <p>The number of cells that there is room for is known beforehand, but not whether cpusets leave each of them a CPU.
 * So the oldest cgroups are given ids and CPUs; cgroups that cannot get a CPU are parked and the next ones move up,
 * until none has to be parked any more.
 */
public final class CellPlanner {
    private static final String NO_ID = "there are as many cells as there can be";

    private final CellTable known;
    private final AssignmentInput machine;
    private final DemandFactors demand;

    /**
     * Creates a planner.
     *
     * @param known the cells so far
     * @param machine the input of an assignment with the root cell alone
     * @param demand the factors by which demand changes configured weights
     */
    public CellPlanner(CellTable known, AssignmentInput machine, DemandFactors demand) {
        this.known = known;
        this.machine = machine;
        this.demand = demand;
    }

    /** Returns the plan for the cgroups that exist and should have cells, in any order. */
    public CellPlan plan(List<OwnerRequest> requests) {
        List<CellOwner> owners = new ArrayList<>(requests.size());
        for (OwnerRequest request : requests) {
            owners.add(request.owner());
        }
        Set<CellOwner> partitions = partitions(requests);
        int room = Math.min(machine.maxCells(), partitions.size() + unpartitioned(requests));
        Map<CellOwner, String> barred = owners.size() < room ? new HashMap<>() : hopeless(owners, requests, room);
        while (true) {
            Reconciliation change = known.reconcile(owners, room, barred.keySet(), partitions);
            AssignmentInput input = input(change.table().cellsByAge(), requests);
            Assignment assignment = CheckedAssigner.assign(input);
            if (assignment.parked().isEmpty()) {
                return new CellPlan(change, input, assignment, parked(change.table(), barred));
            }
            for (ParkedCell parked : assignment.parked()) {
                barred.put(ownerOf(parked.cell(), parked.reason()), parked.reason());
            }
        }
    }

    /** Finds the owners that cpusets bar from a cell in one pass, for the case that thousands wait for few cells. */
    private Map<CellOwner, String> hopeless(List<CellOwner> owners, List<OwnerRequest> requests, int room) {
        List<Cell> all = known.reconcile(owners, owners.size() + 1).table().cellsByAge();
        AssignmentInput input = new CellPlanner(known, machine, DemandFactors.NONE).input(all, requests);
        Map<CellOwner, String> barred = new HashMap<>();
        Partitions partitions = Partitions.of(input.withMaxCells(Integer.MAX_VALUE));
        partitions.blocked().forEach((request, reason) -> barred.put(ownerOf(request.cell(), reason), reason));
        Parking.blocked(partitions.rest(), Math.max(1, room - partitions.live().size()))
                .forEach((cell, reason) -> barred.put(ownerOf(cell, reason), reason));
        return barred;
    }

    /** Returns the owners that are partitions. No other cell can use their CPUs, so they come before older owners. */
    private static Set<CellOwner> partitions(List<OwnerRequest> requests) {
        Set<CellOwner> partitions = new HashSet<>();
        for (OwnerRequest request : requests) {
            if (request.partition()) {
                partitions.add(request.owner());
            }
        }
        return partitions;
    }

    /** Returns the number of CPUs in no partition, but at least 1. */
    private int unpartitioned(List<OwnerRequest> requests) {
        CpuMask left = machine.topology().usable();
        for (OwnerRequest request : requests) {
            left = request.partition() && request.cpuset() != null ? left.andNot(request.cpuset()) : left;
        }
        return Math.max(1, left.count());
    }

    /**
     * Returns the input of an assignment for some cells.
     *
     * @param cells the cells: the root cell first, then the oldest first
     * @param requests the requests of their owners, and maybe of other owners
     * @throws IllegalArgumentException if the owner of a cell has no request, or if its weight is too large
     */
    public AssignmentInput input(List<Cell> cells, List<OwnerRequest> requests) {
        Map<CellOwner, OwnerRequest> byOwner = byOwner(requests);
        Map<CellId, Double> factors = demand.of(weights(cells, byOwner));
        List<CellRequest> result = new ArrayList<>();
        for (Cell cell : cells) {
            double factor = factors.getOrDefault(cell.id(), 1.0);
            result.add(new CellRequest(cell, terms(cell, byOwner).scaled(factor)));
        }
        return machine.with(result, previousOf(cells));
    }

    /**
     * Returns the configured weights of the cells that share CPUs by weight: all but partitions.
     *
     * @param requests the requests of their owners, and maybe of other owners
     * @throws IllegalArgumentException if the owner of a cell has no request
     */
    public Map<Cell, Double> weights(List<Cell> cells, List<OwnerRequest> requests) {
        return weights(cells, byOwner(requests));
    }

    private Map<Cell, Double> weights(List<Cell> cells, Map<CellOwner, OwnerRequest> byOwner) {
        Map<Cell, Double> weights = new HashMap<>();
        for (Cell cell : cells) {
            CellTerms terms = terms(cell, byOwner);
            if (!terms.partition()) {
                weights.put(cell, terms.weight());
            }
        }
        return weights;
    }

    private CellTerms terms(Cell cell, Map<CellOwner, OwnerRequest> byOwner) {
        if (cell.owner() == null) {
            return machine.root().terms();
        }
        OwnerRequest request = byOwner.get(cell.owner());
        if (request == null) {
            throw new IllegalArgumentException("the owner of cell " + cell.label() + " has no request");
        }
        return request.terms();
    }

    /** Returns the previous CPUs of the cells. A new cell has none: they belonged to the earlier cell with its id. */
    private Map<CellId, CpuMask> previousOf(List<Cell> cells) {
        Set<Cell> before = new HashSet<>(known.cellsByAge());
        Map<CellId, CpuMask> previous = new HashMap<>(machine.previous());
        for (Cell cell : cells) {
            if (!before.contains(cell)) {
                previous.remove(cell.id());
            }
        }
        return previous;
    }

    private static Map<CellOwner, OwnerRequest> byOwner(List<OwnerRequest> requests) {
        Map<CellOwner, OwnerRequest> byOwner = new HashMap<>();
        requests.forEach(request -> byOwner.put(request.owner(), request));
        return byOwner;
    }

    private static CellOwner ownerOf(Cell cell, String reason) {
        CellOwner owner = cell.owner();
        if (owner == null) {
            throw new IllegalStateException("the root cell was parked: " + reason);
        }
        return owner;
    }

    private List<ParkedOwner> parked(CellTable table, Map<CellOwner, String> barred) {
        String noRoom = machine.maxCells() <= machine.topology().cpus().size() ? NO_ID : Parking.NO_CPU;
        List<ParkedOwner> parked = new ArrayList<>();
        for (CellOwner owner : table.parked()) {
            parked.add(new ParkedOwner(owner, barred.getOrDefault(owner, noRoom)));
        }
        return parked;
    }
}
