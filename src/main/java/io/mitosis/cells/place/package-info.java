// SPDX-License-Identifier: Apache-2.0
/**
 * The choice of CPUs: a placement decides which CPUs of a pool each cell gets. It keeps CPUs with their cells, and
 * cores and caches whole, and never changes the number of CPUs of a cell.
 *
 * <p>The classes of this package share and change arrays of {@code int} ({@code PlacementMap}, {@code PlacementState}):
 * thousands of candidates are compared for a decision, and a new value for each would cost more than the comparison.
 * Nothing outside this package sees the arrays.
 */
@NullMarked
package io.mitosis.cells.place;

import org.jspecify.annotations.NullMarked;
