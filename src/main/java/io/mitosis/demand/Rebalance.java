// SPDX-License-Identifier: Apache-2.0
package io.mitosis.demand;

import io.mitosis.cell.CellLayout;

/**
 * A verdict to move CPUs.
 *
 * @param layout who is to own which CPU
 * @param spread by how many percentage points the smoothed utilisation of the cells differed
 * @param count the number of rebalances so far, this one included
 */
public record Rebalance(CellLayout layout, double spread, long count) {}
