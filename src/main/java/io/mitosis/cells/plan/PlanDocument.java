// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.plan;

import io.mitosis.cells.config.Placement;
import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.cells.model.CellTerms;
import io.mitosis.text.Printable;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The input of an assignment of CPUs in written form.
 *
 * @param topology the machine
 * @param cells the cells that are to get CPUs, oldest first; the root cell may be left out
 * @param previous the CPUs that each cell owned before
 * @param rootMinCpus the number of CPUs that are set aside for the root cell, 0 or more
 * @param holdoutEnforced whether a CPU was ever taken from a cpuset for the root cell
 * @param placement the way in which CPUs are chosen
 * @param borrowing whether cells may use idle CPUs of other cells
 */
public record PlanDocument(
        Topology topology,
        List<PlanCell> cells,
        SortedMap<CellId, CpuMask> previous,
        int rootMinCpus,
        boolean holdoutEnforced,
        Placement placement,
        boolean borrowing) {
    /** Copies the collections and refuses two cells with one id or one name. */
    public PlanDocument {
        cells = List.copyOf(cells);
        previous = Collections.unmodifiableSortedMap(new TreeMap<>(previous));
        Set<Integer> ids = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (PlanCell cell : cells) {
            if (!ids.add(cell.id())) {
                throw new IllegalArgumentException("two cells with the id " + cell.id());
            }
            if (!names.add(cell.name())) {
                throw new IllegalArgumentException("two cells with the name " + cell.name());
            }
        }
    }

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException if the text is no document; the message is one line and names the position
     */
    public static PlanDocument parse(String json) {
        try {
            return PlanReader.read(json);
        } catch (IllegalArgumentException e) {
            // The message contains names of members and cells, which may hold control characters.
            throw new IllegalArgumentException(Printable.line(String.valueOf(e.getMessage())), e);
        }
    }

    /** Returns the document of an input. {@link #input} of the document leads to the same assignment. */
    public static PlanDocument of(AssignmentInput input) {
        List<CellOwner> owners = new ArrayList<>();
        for (CellRequest request : input.cells()) {
            if (request.cell().owner() != null) {
                owners.add(request.cell().owner());
            }
        }
        PlanNames names = new PlanNames(owners);
        List<PlanCell> cells = new ArrayList<>();
        for (CellRequest request : input.cells()) {
            CellOwner owner = request.cell().owner();
            CellTerms terms = request.terms();
            if (terms.cpuset() != null && terms.cpuset().isEmpty()) {
                // A document reads an empty cpuset as no cpuset; a CPU that this machine lacks keeps the meaning.
                terms = terms.withCpuset(noneOf(input.topology().usable()));
            }
            String name = owner == null ? PlanCell.ROOT_NAME : names.of(owner);
            cells.add(new PlanCell(request.cell().id().value(), name, terms));
        }
        return new PlanDocument(
                input.topology(),
                cells,
                new TreeMap<>(input.previous()),
                input.rootMinCpus(),
                input.holdoutEnforced(),
                input.placement(),
                input.borrowing());
    }

    /** Returns the input of the assignment. */
    public AssignmentInput input() {
        List<CellRequest> requests = new ArrayList<>();
        requests.add(new CellRequest(Cell.ROOT, CellTerms.DEFAULT));
        for (PlanCell cell : cells) {
            if (cell.id() == 0) {
                requests.set(0, cell.request());
            } else {
                requests.add(cell.request());
            }
        }
        return new AssignmentInput(
                topology,
                AssignmentInput.MAX_CELLS,
                requests,
                previous,
                rootMinCpus,
                holdoutEnforced,
                placement,
                borrowing);
    }

    /** Returns the name of a cell; that of the root cell also if the document leaves it out. */
    public String name(CellId id) {
        for (PlanCell cell : cells) {
            if (cell.id() == id.value()) {
                return cell.name();
            }
        }
        return PlanCell.ROOT_NAME;
    }

    /** Returns the document in one line of JSON. */
    public String toJson() {
        return PlanWriter.write(this);
    }

    private static CpuMask noneOf(CpuMask usable) {
        int cpu = 0;
        while (usable.contains(cpu)) {
            cpu++;
        }
        return CpuMask.of(cpu);
    }
}
