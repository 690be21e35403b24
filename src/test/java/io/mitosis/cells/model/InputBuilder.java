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
    private final List<CellRequest> cells = new ArrayList<>(List.of(CellRequest.of(Cell.ROOT, 1)));
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

    public InputBuilder root(double weight, CpuBounds bounds) {
        cells.set(0, new CellRequest(Cell.ROOT, null, weight, bounds, true, true));
        return this;
    }

    /** Partitions leave the root cell's tasks only these CPUs. */
    public InputBuilder rootCpuset(String cpuset) {
        cells.set(0, new CellRequest(Cell.ROOT, CpuMask.parse(cpuset), 1, CpuBounds.NONE, true, true));
        return this;
    }

    /** Adds a partition that is newer than the cells before. */
    public InputBuilder partition(int id, String cpus) {
        Cell cell = new Cell(new CellId(id), Owners.owner("c" + id));
        cells.add(new CellRequest(cell, CpuMask.parse(cpus), 1, CpuBounds.NONE, false, false, true));
        return this;
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
        return cell(id, cpuset, 1, CpuBounds.NONE, true, true);
    }

    public InputBuilder cell(int id, String cpuset, double weight) {
        return cell(id, cpuset, weight, CpuBounds.NONE, true, true);
    }

    public InputBuilder cell(int id, String cpuset, double weight, CpuBounds bounds, boolean borrows, boolean lends) {
        cells.add(new CellRequest(
                new Cell(new CellId(id), Owners.owner("c" + id)),
                cpuset.equals("any") ? null : CpuMask.parse(cpuset),
                weight,
                bounds,
                borrows,
                lends));
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
