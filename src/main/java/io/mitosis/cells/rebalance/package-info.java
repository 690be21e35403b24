// SPDX-License-Identifier: Apache-2.0
/** The decision when CPUs move to where demand is, and how many, by the smoothed usage of each cell. */
@NullMarked
package io.mitosis.cells.rebalance;

import org.jspecify.annotations.NullMarked;
