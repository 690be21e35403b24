// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.plan;

import io.mitosis.cells.model.CellOwner;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names for the cells of owners: short ones, and no two alike. */
final class PlanNames {
    private final Map<String, Integer> named = new HashMap<>();
    private final Map<Path, Integer> placed = new HashMap<>();

    /** Makes names for these owners. */
    PlanNames(List<CellOwner> owners) {
        named.put(PlanCell.ROOT_NAME, 1);
        for (CellOwner owner : owners) {
            named.merge(owner.name(), 1, Integer::sum);
            placed.merge(owner.path(), 1, Integer::sum);
        }
    }

    /** Returns the last part of the path; all of it, and the cgid, as far as it takes that to tell owners apart. */
    String of(CellOwner owner) {
        if (placed.getOrDefault(owner.path(), 0) > 1) {
            return owner.path() + "#" + Long.toUnsignedString(owner.cgid());
        }
        return named.getOrDefault(owner.name(), 0) > 1 ? owner.path().toString() : owner.name();
    }
}
