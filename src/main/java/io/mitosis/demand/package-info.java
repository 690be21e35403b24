// SPDX-License-Identifier: Apache-2.0
/**
 * What the cells did with their CPUs, and when CPUs should move to where demand is: pure arithmetic on what the BPF
 * side's counters grew by. The {@code UsageMeter} makes a {@code UsageReport} of it, and these feed the
 * {@code Rebalancer}.
 */
@NullMarked
package io.mitosis.demand;

import org.jspecify.annotations.NullMarked;
