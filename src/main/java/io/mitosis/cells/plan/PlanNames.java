// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.plan;

import io.mitosis.cells.model.CellOwner;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Short and unique names for the cells of owners. */
final class PlanNames {
    private final Map<String, Integer> named = new HashMap<>();
    private final Map<Path, Integer> placed = new HashMap<>();

    /** Finds names for these owners. */
    PlanNames(List<CellOwner> owners) {
        named.put(PlanCell.ROOT_NAME, 1);
        for (CellOwner owner : owners) {
            named.merge(owner.name(), 1, Integer::sum);
            placed.merge(owner.path(), 1, Integer::sum);
        }
    }

    /** Returns the last part of the path of an owner; if that is ambiguous the path, if needed with the cgid. */
    String of(CellOwner owner) {
        if (placed.getOrDefault(owner.path(), 0) > 1) {
            return owner.path() + "#" + Long.toUnsignedString(owner.cgid());
        }
        return named.getOrDefault(owner.name(), 0) > 1 ? owner.path().toString() : owner.name();
    }
}
