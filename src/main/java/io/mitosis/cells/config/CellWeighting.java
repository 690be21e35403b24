// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.config;

/** What a cell weighs whose owner says nothing about it by an extended attribute. */
public enum CellWeighting {
    /** As much as any other. */
    EQUAL,
    /** By {@code cpu.weight} of its owner. */
    CPU_WEIGHT
}
