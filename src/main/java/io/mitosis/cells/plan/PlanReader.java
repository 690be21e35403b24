// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.plan;

import io.mitosis.cells.config.Placement;
import io.mitosis.cells.model.CellId;
import io.mitosis.topology.Cpu;
import io.mitosis.topology.CpuMask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The reader of a plan document. Members may be in any order, so the document is put together at the end. */
final class PlanReader {
    private final JsonSource json;

    private @Nullable CpuMask cpus;
    private @Nullable List<Cpu> topology;
    private final List<PlanCell> cells = new ArrayList<>();
    private final SortedMap<CellId, CpuMask> previous = new TreeMap<>();
    private int rootMinCpus;
    private boolean holdoutEnforced;
    private Placement placement = Placement.TOPOLOGY;
    private boolean borrowing;

    private PlanReader(JsonSource json) {
        this.json = json;
    }

    static PlanDocument read(String text) {
        return JsonSource.read(text, json -> new PlanReader(json).document());
    }

    private PlanDocument document() throws IOException {
        json.object(this::member);
        if (cpus == null) {
            throw new IllegalArgumentException("cpus: it is missing");
        }
        return new PlanDocument(
                topology == null ? PlanTopology.flat(cpus) : PlanTopology.of(cpus, topology),
                cells,
                previous,
                rootMinCpus,
                holdoutEnforced,
                placement,
                borrowing);
    }

    private void member(String name) throws IOException {
        if (json.absent() && PlanMembers.DOCUMENT.contains(name)) {
            return;
        }
        switch (name) {
            case PlanMembers.CPUS -> cpus = json.cpus();
            case PlanMembers.TOPOLOGY -> topology = topology();
            case PlanMembers.CELLS -> json.array(() -> cells.add(new PlanCellReader(json).cell()));
            case PlanMembers.PREVIOUS -> json.object(id -> previous.put(new CellId(id(id)), json.cpus()));
            case PlanMembers.PREVIOUS_ENFORCED_HOLDOUT -> holdoutEnforced = json.bool();
            case PlanMembers.CELL0_MIN_CPUS -> rootMinCpus = json.integer(0, Integer.MAX_VALUE);
            case PlanMembers.PLACEMENT -> placement = placement();
            case PlanMembers.BORROW -> borrowing = json.bool();
            default -> throw json.bad("there is no such member");
        }
    }

    private List<Cpu> topology() throws IOException {
        List<Cpu> list = new ArrayList<>();
        json.array(() -> list.add(cpu()));
        return list;
    }

    private Cpu cpu() throws IOException {
        int[] numbers = {-1, -1, -1, -1};
        json.object(name -> {
            int index = PlanMembers.CPU.indexOf(name);
            if (index < 0) {
                throw json.bad("there is no such member");
            }
            numbers[index] = json.integer(0, index == 0 ? CpuMask.MAX_CPU : Integer.MAX_VALUE);
        });
        for (int index = 0; index < numbers.length; index++) {
            if (numbers[index] < 0) {
                throw json.bad(PlanMembers.CPU.get(index) + " is missing");
            }
        }
        return new Cpu(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    private Placement placement() throws IOException {
        return switch (json.text()) {
            case "topology" -> Placement.TOPOLOGY;
            case "linear" -> Placement.LINEAR;
            default -> throw json.bad("\"topology\" or \"linear\" is expected");
        };
    }

    private int id(String text) {
        boolean canonical = !text.isEmpty() && text.length() <= 3 && (text.length() == 1 || text.charAt(0) != '0');
        for (int i = 0; i < text.length(); i++) {
            canonical &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        if (!canonical || Integer.parseInt(text) > PlanCell.MAX_ID) {
            throw json.bad("a cell's id from 0 to " + PlanCell.MAX_ID + " is expected");
        }
        return Integer.parseInt(text);
    }
}
