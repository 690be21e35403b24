// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.config;

/** The way in which the CPUs of a cell are chosen, once their number is decided. */
public enum Placement {
    /** CPUs stay with their cells, cores are not split, and few cells share a cache or a node. */
    TOPOLOGY,
    /** Ascending CPUs for ascending cells, regardless of the previous owners. */
    LINEAR
}
