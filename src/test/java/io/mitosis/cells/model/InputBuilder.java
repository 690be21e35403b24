// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import io.mitosis.cells.config.Placement;
import io.mitosis.cells.planner.CpuAssigner;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts an assignment's input together, for tests that give an example. Placement is linear. */
public final class InputBuilder {
    private final Topology topology;
    private final List<CellRequest> cells = new ArrayList<>(List.of(new CellRequest(Cell.ROOT, CellTerms.DEFAULT)));
    private int maxCells = AssignmentInput.MAX_CELLS;
    private int rootMinCpus;
    private boolean borrowing;

    private InputBuilder(Topology topology) {
        this.topology = topology;
    }

    /** Begins with a machine that has these CPUs. */
    public static InputBuilder cpus(String usable) {
        return new InputBuilder(Topologies.flat(CpuMask.parse(usable)));
    }

    public InputBuilder root(CellTerms terms) {
        cells.set(0, new CellRequest(Cell.ROOT, terms));
        return this;
    }

    public InputBuilder rootWeight(double weight) {
        return root(CellTerms.DEFAULT.withWeight(weight));
    }

    /** Partitions leave the root cell's tasks only these CPUs. */
    public InputBuilder rootCpuset(String cpuset) {
        return root(CellTerms.DEFAULT.withCpuset(CpuMask.parse(cpuset)));
    }

    /** Adds a partition that is newer than the cells before. */
    public InputBuilder partition(int id, String cpus) {
        return cell(id, CellTerms.ofPartition(CpuMask.parse(cpus)));
    }

    public InputBuilder maxCells(int maxCells) {
        this.maxCells = maxCells;
        return this;
    }

    public InputBuilder rootMinCpus(int rootMinCpus) {
        this.rootMinCpus = rootMinCpus;
        return this;
    }

    public InputBuilder borrowing() {
        borrowing = true;
        return this;
    }

    /** Adds a cell that is newer than those before; the cpuset {@code any} is none. */
    public InputBuilder cell(int id, String cpuset) {
        return cell(id, cpuset, 1);
    }

    public InputBuilder cell(int id, String cpuset, double weight) {
        CpuMask cpus = cpuset.equals("any") ? null : CpuMask.parse(cpuset);
        return cell(id, CellTerms.DEFAULT.withCpuset(cpus).withWeight(weight));
    }

    public InputBuilder cell(int id, CellTerms terms) {
        cells.add(new CellRequest(new Cell(new CellId(id), Owners.owner("c" + id)), terms));
        return this;
    }

    public AssignmentInput input() {
        return new AssignmentInput(
                topology, maxCells, cells, Map.of(), rootMinCpus, false, Placement.LINEAR, borrowing);
    }

    public Assignment assign() {
        return CpuAssigner.assign(input());
    }

    /** Returns who gets which CPUs and who is parked, as in {@code 0: 0-3, 2: 4-7, parked 1}. */
    public String result() {
        Assignment assignment = assign();
        List<String> parts = new ArrayList<>();
        assignment.layout().cells().forEach(cell -> parts.add(cell.cell().id() + ": " + cell.primary()));
        assignment.parked().forEach(cell -> parts.add("parked " + cell.cell().id()));
        return String.join(", ", parts);
    }

    /** Returns the targets, as in {@code 0: 4, 1: 4}. */
    public String targets() {
        List<String> parts = new ArrayList<>();
        new TreeMap<>(assign().targets()).forEach((id, target) -> parts.add(id + ": " + target));
        return String.join(", ", parts);
    }
}
