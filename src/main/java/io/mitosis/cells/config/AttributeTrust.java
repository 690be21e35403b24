// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.config;

/** The users whose extended attributes and cpusets count. */
public enum AttributeTrust {
    /** Root, and the user who owns the directory below which the owners of cells are. */
    TRUSTED,
    /** All users. */
    ALL,
    /** No user for attributes; for cpusets those of {@link #TRUSTED}. */
    NONE
}
