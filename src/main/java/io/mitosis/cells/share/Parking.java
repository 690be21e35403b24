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
 * The decision which cells live and which are parked until there is room. Tasks of parked cells run in the root cell.
 *
 * <p>The oldest cells are tried, as many as there is room for. Cells that cannot get a CPU because of cpusets are
 * parked and newer cells move up, until every cell that is left has CPUs. This ends, as the root cell alone always gets
 * CPUs.
 */
public final class Parking {
    /** The reason for parking a cell that came too late. */
    public static final String NO_CPU = "there is no CPU left for a cell of its own";

    private final AssignmentInput input;
    private final int[] usable;
    private final int room;
    private final List<Candidate> cells = new ArrayList<>();
    private final Map<Candidate, String> blocked = new HashMap<>();

    /**
     * The result of the decision.
     *
     * @param settled the shares of the live cells
     * @param parked the parked cells, oldest first
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

    /** Returns the reason for parking a cell whose id is too large. */
    static String noId(int maxCells) {
        return "there can be no more than " + maxCells + " cells";
    }

    /** Returns the reason for parking a cell whose cpuset has no usable CPU. */
    static String noUsable(@Nullable CpuMask cpuset) {
        return "its cpuset " + cpuset + " names no usable CPU";
    }

    /** Decides for all cells of an input, of which none is a partition. */
    public static Outcome of(AssignmentInput input) {
        // Cells with too large ids are blocked next, so the room is limited by CPUs alone.
        Parking parking = new Parking(input, input.topology().cpus().size());
        parking.blockHopeless();
        ShareOutcome.Settled settled = parking.settle();
        return new Outcome(settled, parking.parked());
    }

    /**
     * Returns the cells that cannot live because of cpusets, each with the reason.
     *
     * @param input an input with a valid id for every cell, however many there are
     * @param room the number of cells there is room for, the root cell included
     */
    public static Map<Cell, String> blocked(AssignmentInput input, int room) {
        Parking parking = new Parking(input, room);
        parking.blockHopeless();
        parking.settle();
        Map<Cell, String> blocked = new HashMap<>();
        parking.blocked.forEach((cell, reason) -> blocked.put(cell.request().cell(), reason));
        return blocked;
    }

    /** Blocks the cells that cannot live whatever the other cells get. */
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
