// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.config;

/** Whose extended attributes and cpusets say what a cell gets. */
public enum AttributeTrust {
    /** Those of root, and of the user who owns the directory below which the owners of cells are. */
    TRUSTED,
    /** Those of everybody. */
    ALL,
    /** Nobody's attributes; cpusets as with {@link #TRUSTED}. */
    NONE
}
