// SPDX-License-Identifier: Apache-2.0
package io.mitosis.plan;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mitosis.cell.Assignment;
import io.mitosis.cell.CellCpus;
import io.mitosis.cell.CellId;
import io.mitosis.cell.CpuAssigner;
import io.mitosis.cell.LayoutChange;
import io.mitosis.cell.ParkedCell;
import io.mitosis.topology.Cpu;
import io.mitosis.topology.CpuMask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was decided, for people and scripts.
 *
 * @param cells the live and the parked cells in ascending order of id, the root cell first
 * @param moved how many CPUs another cell owned before
 * @param holdoutEnforced whether a CPU was ever taken from a cpuset for the root cell's minimum, now or before
 * @param borrowing whether cells may use idle CPUs of others
 */
public record PlanResult(List<PlannedCell> cells, int moved, boolean holdoutEnforced, boolean borrowing) {
    /** Copies the list. */
    public PlanResult {
        cells = List.copyOf(cells);
    }

    /** Decides about a document. */
    public static PlanResult of(PlanDocument document) {
        Assignment assignment = CpuAssigner.assign(document.input());
        List<PlannedCell> cells = new ArrayList<>();
        for (CellCpus cell : assignment.layout().cells()) {
            CellId id = cell.cell().id();
            cells.add(new PlannedCell(
                    id.value(),
                    document.name(id),
                    cell.primary(),
                    assignment.targets().getOrDefault(id, 0),
                    cell.borrowable(),
                    llcs(document, cell.primary()),
                    ""));
        }
        for (ParkedCell parked : assignment.parked()) {
            CellId id = parked.cell().id();
            cells.add(new PlannedCell(
                    id.value(), document.name(id), CpuMask.none(), 0, CpuMask.none(), 0, parked.reason()));
        }
        cells.sort(Comparator.comparingInt(PlannedCell::id));
        int moved = LayoutChange.moved(document.previous(), assignment.layout());
        return new PlanResult(cells, moved, assignment.holdoutEnforced(), document.borrowing());
    }

    private static int llcs(PlanDocument document, CpuMask cpus) {
        Set<Integer> llcs = new HashSet<>();
        for (Cpu cpu : document.topology().cpus()) {
            if (cpus.contains(cpu.id())) {
                llcs.add(cpu.llc());
            }
        }
        return llcs.size();
    }

    /** Returns the result in one line of JSON. */
    public String toJson() {
        return JsonText.of(this::write);
    }

    /** Returns, in one line of JSON, that there is no result. */
    public static String error(String message) {
        return JsonText.of(json -> {
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
            json.writeNumberField("id", cell.id());
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
