// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.cgroup.CellSource;
import io.mitosis.cells.cgroup.CpusetTree;
import io.mitosis.cells.cgroup.ParentCgroup;
import io.mitosis.cells.cgroup.ParentCgroupException;
import io.mitosis.cells.config.CellSelection;
import io.mitosis.exit.UsageException;

/** Finds where the owners of cells are. */
final class CellSources {
    private CellSources() {}

    /**
     * Returns what a selection names. It may not be there yet.
     *
     * @throws UsageException if it can never be
     */
    static CellSource resolve(CellSelection selection) {
        try {
            return switch (selection) {
                case CellSelection.ChildrenOf parent -> ParentCgroup.resolve(parent.option());
                case CellSelection.WithCpuset() -> CpusetTree.resolve();
            };
        } catch (ParentCgroupException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }
}
