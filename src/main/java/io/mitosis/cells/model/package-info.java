// SPDX-License-Identifier: Apache-2.0
/**
 * The values of the cells: cells and their owners, what an owner asks for, the layout of CPUs. All are immutable,
 * except the table of cell ids.
 *
 * <p>Decisions are in {@code planner}, {@code share} and {@code place}. Neither they nor the values read a file, a
 * clock or a BPF map, so that a decision can be tested by the million and replayed.
 */
@NullMarked
package io.mitosis.cells.model;

import org.jspecify.annotations.NullMarked;
