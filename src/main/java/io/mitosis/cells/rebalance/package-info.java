// SPDX-License-Identifier: Apache-2.0
/** When CPUs move to where demand is, and how many: decided from the smoothed usage of each cell. */
@NullMarked
package io.mitosis.cells.rebalance;

import org.jspecify.annotations.NullMarked;
