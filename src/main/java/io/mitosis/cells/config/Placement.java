// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.config;

/** How it is chosen which CPUs a cell gets, once it is settled how many. */
public enum Placement {
    /** CPUs stay where they are, cores stay whole, caches and nodes are shared by few. */
    TOPOLOGY,
    /** Ascending CPUs for ascending cells, whatever was before. */
    LINEAR
}
