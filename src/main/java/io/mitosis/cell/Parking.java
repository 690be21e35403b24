// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which cells live, and which are parked until there is room: they run in the root cell.
 *
 * <p>The oldest cells are tried, as many as there is room for. Those that cannot get a CPU because of cpusets are
 * parked, so that newer cells move up, and so on until every cell that is left has got CPUs. The root cell alone always
 * has.
 *
 * @param settled what the live cells get
 * @param parked the others, oldest first
 */
record Parking(Attempt.Settled settled, List<ParkedCell> parked) {
    /** Decides. */
    static Parking of(AssignmentInput input) {
        int[] usable = input.topology().usable().stream().toArray();
        List<Contender> cells = contenders(input);
        Map<Contender, String> blocked = blocked(input, cells);
        while (true) {
            List<Contender> live = new ArrayList<>(cells);
            live.removeAll(blocked.keySet());
            int room = Math.min(usable.length, input.maxCells());
            if (live.size() > room) {
                live = live.subList(0, room);
            }
            switch (new Round(usable, live, input.rootMinCpus()).attempt()) {
                case Attempt.Settled settled -> {
                    return new Parking(settled, parked(input, cells, live, blocked));
                }
                case Attempt.Refused refused -> {
                    for (Attempt.Refusal refusal : refused.toPark()) {
                        blocked.put(refusal.cell(), refusal.reason());
                    }
                }
            }
        }
    }

    private static List<Contender> contenders(AssignmentInput input) {
        long[] usable = input.topology().usable().toLongArray();
        List<Contender> contenders = new ArrayList<>();
        for (CellRequest cell : input.cells()) {
            contenders.add(new Contender(cell, contenders.size(), usable));
        }
        return contenders;
    }

    /** Finds the cells that cannot live whatever the others do. */
    private static Map<Contender, String> blocked(AssignmentInput input, List<Contender> cells) {
        Map<Contender, String> blocked = new HashMap<>();
        for (Contender cell : cells) {
            if (cell.claimsNothing()) {
                blocked.put(cell, "its cpuset " + cell.request().cpuset() + " names no usable CPU");
            } else if (cell.id().value() >= input.maxCells()) {
                blocked.put(cell, "its id is beyond the " + input.maxCells() + " cells that there can be");
            }
        }
        return blocked;
    }

    private static List<ParkedCell> parked(
            AssignmentInput input, List<Contender> cells, List<Contender> live, Map<Contender, String> blocked) {
        String noRoom = live.size() == input.maxCells()
                ? "there are " + input.maxCells() + " cells already"
                : "there is no CPU left for a cell of its own";
        List<ParkedCell> parked = new ArrayList<>();
        int next = 0;
        for (Contender cell : cells) {
            if (next < live.size() && live.get(next) == cell) {
                next++;
            } else {
                parked.add(new ParkedCell(cell.request().cell(), blocked.getOrDefault(cell, noRoom)));
            }
        }
        return parked;
    }
}
