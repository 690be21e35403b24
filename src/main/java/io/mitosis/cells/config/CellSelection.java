// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.config;

/** The choice of the cgroups that own cells. */
public sealed interface CellSelection {
    /**
     * The direct children of one cgroup.
     *
     * @param option the parent as it was given: a directory or a path inside the hierarchy
     */
    record ChildrenOf(String option) implements CellSelection {}

    /** All cgroups with a cpuset of their own. */
    record WithCpuset() implements CellSelection {}
}
