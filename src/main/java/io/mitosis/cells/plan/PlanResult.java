// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.plan;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mitosis.cells.model.Assignment;
import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.model.ParkedCell;
import io.mitosis.cells.model.ParkedOwner;
import io.mitosis.cells.planner.CellPlan;
import io.mitosis.cells.planner.CpuAssigner;
import io.mitosis.topology.Cpu;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The result of a plan, for people and scripts.
 *
 * @param cells the live and the parked cells in ascending order of id, the root cell first; then parked cgroups that
 *     have no id
 * @param moved the number of CPUs that another cell owned before
 * @param holdoutEnforced whether this or an earlier assignment took a CPU from a cpuset for the root cell's minimum
 * @param borrowing whether cells may use idle CPUs of other cells
 */
public record PlanResult(List<PlannedCell> cells, int moved, boolean holdoutEnforced, boolean borrowing) {
    /** Copies the list. */
    public PlanResult {
        cells = List.copyOf(cells);
    }

    /** Decides on the input of a document. */
    public static PlanResult of(PlanDocument document) {
        Assignment assignment = CpuAssigner.assign(document.input());
        SortedMap<CellId, PlannedCell> cells = new TreeMap<>();
        for (CellCpus cell : assignment.layout().cells()) {
            CellId id = cell.cell().id();
            cells.put(id, live(cell, document.name(id), assignment, document.topology()));
        }
        for (ParkedCell parked : assignment.parked()) {
            CellId id = parked.cell().id();
            cells.put(id, PlannedCell.parked(id.value(), document.name(id), parked.reason()));
        }
        int moved = LayoutChange.moved(document.previous(), assignment.layout());
        return new PlanResult(List.copyOf(cells.values()), moved, assignment.holdoutEnforced(), document.borrowing());
    }

    /** Returns the result of a plan for cgroups; parked cgroups come last, oldest first. */
    public static PlanResult of(CellPlan plan) {
        Assignment assignment = plan.assignment();
        List<CellOwner> owners = new ArrayList<>();
        for (CellCpus cell : assignment.layout().cells()) {
            if (cell.cell().owner() != null) {
                owners.add(cell.cell().owner());
            }
        }
        plan.parked().forEach(parked -> owners.add(parked.owner()));
        PlanNames names = new PlanNames(owners);
        List<PlannedCell> cells = new ArrayList<>();
        for (CellCpus cell : assignment.layout().cells()) {
            CellOwner owner = cell.cell().owner();
            String name = owner == null ? PlanCell.ROOT_NAME : names.of(owner);
            cells.add(live(cell, name, assignment, plan.input().topology()));
        }
        for (ParkedOwner parked : plan.parked()) {
            cells.add(PlannedCell.parked(null, names.of(parked.owner()), parked.reason()));
        }
        int moved = LayoutChange.moved(plan.input().previous(), assignment.layout());
        return new PlanResult(
                cells, moved, assignment.holdoutEnforced(), plan.input().borrowing());
    }

    private static PlannedCell live(CellCpus cell, String name, Assignment assignment, Topology topology) {
        CellId id = cell.cell().id();
        int target = assignment.targets().getOrDefault(id, 0);
        return new PlannedCell(
                id.value(), name, cell.primary(), target, cell.borrowable(), llcs(topology, cell.primary()), "");
    }

    private static int llcs(Topology topology, CpuMask cpus) {
        Set<Integer> llcs = new HashSet<>();
        for (Cpu cpu : topology.cpus()) {
            if (cpus.contains(cpu.id())) {
                llcs.add(cpu.llc());
            }
        }
        return llcs.size();
    }

    /** Returns the result in one line of JSON. */
    public String toJson() {
        return JsonText.line(this::write);
    }

    /** Returns the result as indented JSON for people, without a line feed at the end. */
    public String toPrettyJson() {
        return JsonText.pretty(this::write);
    }

    /** Returns one line of JSON for a plan that failed. */
    public static String error(String message) {
        return JsonText.line(json -> {
            json.writeStartObject();
            json.writeStringField("error", message);
            json.writeEndObject();
        });
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("cells");
        for (PlannedCell cell : cells) {
            json.writeStartObject();
            Integer id = cell.id();
            if (id == null) {
                json.writeNullField("id");
            } else {
                json.writeNumberField("id", id);
            }
            json.writeStringField("name", cell.name());
            json.writeStringField("cpus", cell.cpus().toString());
            json.writeNumberField("count", cell.cpus().count());
            json.writeNumberField("target", cell.target());
            if (borrowing) {
                json.writeStringField("borrowable", cell.borrowable().toString());
            }
            json.writeNumberField("llcs", cell.llcs());
            json.writeBooleanField("parked", cell.parked());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("moved", moved);
        json.writeBooleanField("enforced_holdout", holdoutEnforced);
        json.writeEndObject();
    }
}
