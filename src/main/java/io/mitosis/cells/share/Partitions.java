// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.topology.CpuMask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The cells that are cpuset partitions. Nothing is decided about them: each owns its CPUs, and the other cells share
 * the remaining CPUs as if the machine had no more.
 *
 * @param cpus the CPUs of each live partition
 * @param live the live partitions, oldest first
 * @param blocked the partitions that cannot live, each with the reason
 * @param rest the input of the decision about all other cells
 */
public record Partitions(
        Map<CellId, CpuMask> cpus, List<CellRequest> live, Map<CellRequest, String> blocked, AssignmentInput rest) {
    /** Separates the partitions of an input from the other cells. */
    public static Partitions of(AssignmentInput input) {
        if (input.cells().stream().noneMatch(CellRequest::partition)) {
            return new Partitions(Map.of(), List.of(), Map.of(), input);
        }
        CpuMask left = input.topology().usable();
        Map<CellId, CpuMask> cpus = new HashMap<>();
        List<CellRequest> live = new ArrayList<>();
        Map<CellRequest, String> blocked = new HashMap<>();
        List<CellRequest> others = new ArrayList<>();
        for (CellRequest cell : input.cells()) {
            CpuMask cpuset = cell.cpuset();
            if (!cell.partition() || cpuset == null) {
                others.add(cell);
                continue;
            }
            // The kernel lets no partitions overlap and leaves the root a CPU, but they are not all read at one moment.
            CpuMask own = cpuset.and(left);
            if (cell.cell().id().value() >= input.maxCells()) {
                blocked.put(cell, Parking.noId(input.maxCells()));
            } else if (own.isEmpty()) {
                blocked.put(cell, Parking.noUsable(cpuset));
            } else if (own.equals(left)) {
                blocked.put(cell, ShareAttempt.neededByRoot(cpuset));
            } else {
                live.add(cell);
                cpus.put(cell.cell().id(), own);
                left = left.andNot(own);
            }
        }
        return new Partitions(cpus, live, blocked, input.with(input.topology().within(left), others));
    }
}
