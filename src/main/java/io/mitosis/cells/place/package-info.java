// SPDX-License-Identifier: Apache-2.0
/**
 * Which CPUs of a pool each cell gets: a placement keeps CPUs where they were, caches and cores whole, and never
 * changes how many a cell gets.
 *
 * <p>A placement is searched for in arrays of {@code int} that the classes of this package share and change
 * ({@code PlacementMap}, {@code PlacementState}): thousands of candidates are compared for a decision, and a new value
 * for each would cost more than the rest of it. Nothing outside this package sees them.
 */
@NullMarked
package io.mitosis.cells.place;

import org.jspecify.annotations.NullMarked;
