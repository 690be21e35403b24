// SPDX-License-Identifier: Apache-2.0
/**
 * The values of the cells: cells and their owners, the terms of a cell, the layout of CPUs. All are immutable.
 *
 * <p>Decisions are in {@code planner}, {@code share} and {@code place}. Neither they nor the values read a file, a
 * clock or a BPF map, so that a decision can be replayed and tested with millions of inputs.
 */
@NullMarked
package io.mitosis.cells.model;

import org.jspecify.annotations.NullMarked;
