// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.config;

/** Which cgroups own cells. */
public sealed interface CellSelection {
    /**
     * The direct children of one.
     *
     * @param option as it was given: a directory or a path inside the hierarchy
     */
    record ChildrenOf(String option) implements CellSelection {}

    /** All that have a cpuset of their own. */
    record WithCpuset() implements CellSelection {}
}
