// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.cells.model.ParkedCell;
import io.mitosis.topology.CpuMask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which cells live, and which are parked until there is room: they run in the root cell.
 *
 * <p>The oldest cells are tried, as many as there is room for. Those that cannot get a CPU because of cpusets are
 * parked, so that newer cells move up, and so on until every cell that is left has got CPUs. The root cell alone always
 * has.
 */
public final class Parking {
    /** Why a cell is parked that comes too late. */
    public static final String NO_CPU = "there is no CPU left for a cell of its own";

    private final AssignmentInput input;
    private final int[] usable;
    private final int room;
    private final List<Candidate> cells = new ArrayList<>();
    private final Map<Candidate, String> blocked = new HashMap<>();

    /**
     * What came out.
     *
     * @param settled what the live cells get
     * @param parked the other cells, oldest first
     */
    public record Outcome(ShareOutcome.Settled settled, List<ParkedCell> parked) {}

    private Parking(AssignmentInput input, int room) {
        this.input = input;
        this.room = room;
        usable = input.topology().usable().numbers();
        long[] words = input.topology().usable().toLongArray();
        for (CellRequest cell : input.cells()) {
            cells.add(new Candidate(cell, cells.size(), words));
        }
    }

    /** Why a cell is parked for which there is no id. */
    static String noId(int maxCells) {
        return "there can be no more than " + maxCells + " cells";
    }

    /** Why a cell is parked that has a cpuset in vain. */
    static String noUsable(@Nullable CpuMask cpuset) {
        return "its cpuset " + cpuset + " names no usable CPU";
    }

    /** Decides. */
    public static Outcome of(AssignmentInput input) {
        // That there are not too many for their ids needs no second look.
        Parking parking = new Parking(input, input.topology().cpus().size());
        parking.blockHopeless();
        ShareOutcome.Settled settled = parking.settle();
        return new Outcome(settled, parking.parked());
    }

    /**
     * Returns why cells cannot live because of cpusets, if there is room for some number of cells.
     *
     * @param input with ids for all, however many there are
     */
    public static Map<Cell, String> blocked(AssignmentInput input, int room) {
        Parking parking = new Parking(input, room);
        parking.blockHopeless();
        parking.settle();
        Map<Cell, String> blocked = new HashMap<>();
        parking.blocked.forEach((cell, reason) -> blocked.put(cell.request().cell(), reason));
        return blocked;
    }

    /** Blocks the cells that cannot live whatever the others do. */
    private void blockHopeless() {
        for (Candidate cell : cells) {
            if (cell.claimsNothing()) {
                blocked.put(cell, noUsable(cell.request().cpuset()));
            } else if (cell.id().value() >= input.maxCells()) {
                blocked.put(cell, noId(input.maxCells()));
            }
        }
    }

    private ShareOutcome.Settled settle() {
        while (true) {
            switch (attempt()) {
                case ShareOutcome.Settled settled -> {
                    return settled;
                }
                case ShareOutcome.Refused refused -> {
                    for (ShareOutcome.Refusal refusal : refused.toPark()) {
                        blocked.put(refusal.cell(), refusal.reason());
                    }
                }
            }
        }
    }

    private ShareOutcome attempt() {
        return new ShareAttempt(usable, live(), input.rootMinCpus()).attempt();
    }

    /** Returns the oldest cells that are not blocked. */
    private List<Candidate> live() {
        List<Candidate> live = new ArrayList<>();
        for (Candidate cell : cells) {
            if (live.size() < room && !blocked.containsKey(cell)) {
                live.add(cell);
            }
        }
        return live;
    }

    private List<ParkedCell> parked() {
        Set<Candidate> live = new HashSet<>(live());
        List<ParkedCell> parked = new ArrayList<>();
        for (Candidate cell : cells) {
            if (!live.contains(cell)) {
                parked.add(new ParkedCell(cell.request().cell(), blocked.getOrDefault(cell, NO_CPU)));
            }
        }
        return parked;
    }
}
