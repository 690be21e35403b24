// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.cgroup.CellSource;
import io.mitosis.cells.cgroup.CpusetTree;
import io.mitosis.cells.cgroup.ParentCgroup;
import io.mitosis.cells.cgroup.ParentCgroupException;
import io.mitosis.cells.config.CellSelection;
import io.mitosis.exit.UsageException;

/** Resolves which part of the cgroup tree has the owners of cells. */
final class CellSources {
    private CellSources() {}

    /**
     * Returns the source that a selection names. Its directory may not exist yet.
     *
     * @throws UsageException if the directory can never exist
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
