// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.plan;

import io.mitosis.cells.model.CellTerms;
import io.mitosis.cells.model.CpuBounds;
import io.mitosis.topology.CpuMask;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The reader of one cell of a plan document. */
final class PlanCellReader {
    private final JsonSource json;

    private int id = -1;
    private @Nullable String name;
    private @Nullable CpuMask cpuset;
    private double weight = 1;
    private int min = CpuBounds.NONE.min();
    private int max = CpuBounds.NONE.max();
    private boolean borrows = true;
    private boolean lends = true;
    private boolean partition;

    PlanCellReader(JsonSource json) {
        this.json = json;
    }

    PlanCell cell() throws IOException {
        json.object(this::member);
        if (id < 0) {
            throw json.bad("id is missing");
        }
        if (min > max) {
            throw json.bad("min_cpus is " + min + ", and max_cpus is only " + max);
        }
        if (partition && (id == 0 || cpuset == null)) {
            throw json.bad(
                    id == 0 ? PlanCell.ROOT_PARTITION : "cell " + id + " cannot be a partition without a cpuset");
        }
        String known = name != null ? name : id == 0 ? PlanCell.ROOT_NAME : "cell" + id;
        try {
            return new PlanCell(id, known, terms());
        } catch (IllegalArgumentException e) {
            throw json.bad(String.valueOf(e.getMessage()));
        }
    }

    private CellTerms terms() {
        return new CellTerms(
                cpuset, weight, new CpuBounds(min, max), borrows && !partition, lends && !partition, partition);
    }

    private void member(String member) throws IOException {
        if (json.absent() && PlanMembers.CELL.contains(member)) {
            return;
        }
        switch (member) {
            case PlanMembers.ID -> id = json.integer(0, PlanCell.MAX_ID);
            case PlanMembers.NAME -> name = json.text();
            case PlanMembers.CPUSET -> cpuset = cpuset(json.cpus());
            case PlanMembers.WEIGHT -> weight = json.weight();
            case PlanMembers.MIN_CPUS -> min = json.integer(1, Integer.MAX_VALUE);
            case PlanMembers.MAX_CPUS -> max = json.integer(1, Integer.MAX_VALUE);
            case PlanMembers.BORROW -> borrows = json.bool();
            case PlanMembers.LEND -> lends = json.bool();
            case PlanMembers.PARTITION -> partition = json.bool();
            default -> throw json.bad("there is no such member");
        }
    }

    // As in cpuset.cpus of a cgroup, where an empty list means any CPU.
    private static @Nullable CpuMask cpuset(CpuMask cpus) {
        return cpus.isEmpty() ? null : cpus;
    }
}
