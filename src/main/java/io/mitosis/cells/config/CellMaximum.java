// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.config;

/** The most CPUs that a cell wishes to have, besides the maximum that an extended attribute of its owner sets. */
public enum CellMaximum {
    /** No maximum. */
    NONE,
    /** As many CPUs as the {@code cpu.max} of its owner is worth, rounded up. */
    CPU_MAX
}
