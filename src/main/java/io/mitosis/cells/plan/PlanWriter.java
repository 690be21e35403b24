// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.plan;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mitosis.cells.model.CellTerms;
import io.mitosis.cells.model.CpuBounds;
import io.mitosis.topology.Cpu;
import io.mitosis.topology.CpuMask;
import java.io.IOException;
import java.util.Locale;

/** The writer of a plan document. Members of cells that have their default values are left out. */
final class PlanWriter {
    private final PlanDocument document;
    private final JsonGenerator json;

    private PlanWriter(PlanDocument document, JsonGenerator json) {
        this.document = document;
        this.json = json;
    }

    static String write(PlanDocument document) {
        return JsonText.line(json -> new PlanWriter(document, json).write());
    }

    private void write() throws IOException {
        CpuMask usable = document.topology().usable();
        json.writeStartObject();
        json.writeStringField(PlanMembers.CPUS, usable.toString());
        if (!document.topology().equals(PlanTopology.flat(usable))) {
            topology();
        }
        json.writeArrayFieldStart(PlanMembers.CELLS);
        for (PlanCell cell : document.cells()) {
            cell(cell);
        }
        json.writeEndArray();
        json.writeObjectFieldStart(PlanMembers.PREVIOUS);
        for (var owned : document.previous().entrySet()) {
            json.writeStringField(owned.getKey().toString(), owned.getValue().toString());
        }
        json.writeEndObject();
        json.writeBooleanField(PlanMembers.PREVIOUS_ENFORCED_HOLDOUT, document.holdoutEnforced());
        json.writeNumberField(PlanMembers.CELL0_MIN_CPUS, document.rootMinCpus());
        json.writeStringField(PlanMembers.PLACEMENT, document.placement().name().toLowerCase(Locale.ROOT));
        json.writeBooleanField(PlanMembers.BORROW, document.borrowing());
        json.writeEndObject();
    }

    private void topology() throws IOException {
        json.writeArrayFieldStart(PlanMembers.TOPOLOGY);
        for (Cpu cpu : document.topology().cpus()) {
            int[] numbers = {cpu.id(), cpu.core(), cpu.llc(), cpu.node()};
            json.writeStartObject();
            for (int i = 0; i < numbers.length; i++) {
                json.writeNumberField(PlanMembers.CPU.get(i), numbers[i]);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void cell(PlanCell cell) throws IOException {
        json.writeStartObject();
        json.writeNumberField(PlanMembers.ID, cell.id());
        json.writeStringField(PlanMembers.NAME, cell.name());
        CellTerms terms = cell.terms();
        CpuMask cpuset = terms.cpuset();
        if (cpuset != null) {
            json.writeStringField(PlanMembers.CPUSET, cpuset.toString());
        }
        json.writeNumberField(PlanMembers.WEIGHT, terms.weight());
        if (terms.bounds().min() != CpuBounds.NONE.min()) {
            json.writeNumberField(PlanMembers.MIN_CPUS, terms.bounds().min());
        }
        if (terms.bounds().max() != CpuBounds.NONE.max()) {
            json.writeNumberField(PlanMembers.MAX_CPUS, terms.bounds().max());
        }
        if (terms.partition()) {
            json.writeBooleanField(PlanMembers.PARTITION, true);
        }
        if (!terms.borrows() && !terms.partition()) {
            json.writeBooleanField(PlanMembers.BORROW, false);
        }
        if (!terms.lends() && !terms.partition()) {
            json.writeBooleanField(PlanMembers.LEND, false);
        }
        json.writeEndObject();
    }
}
