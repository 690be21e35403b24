// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import io.mitosis.cgroup.CellSource;
import io.mitosis.cgroup.CpusetTree;
import io.mitosis.cgroup.ParentCgroup;
import io.mitosis.cgroup.ParentCgroupException;
import io.mitosis.config.CellSelection;
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
