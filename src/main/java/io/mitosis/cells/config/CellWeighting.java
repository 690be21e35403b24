// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.config;

/** The weight of a cell whose owner has no extended attribute for it. */
public enum CellWeighting {
    /** 1 for every cell. */
    EQUAL,
    /** The {@code cpu.weight} of its owner divided by 100. */
    CPU_WEIGHT
}
