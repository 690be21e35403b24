// SPDX-License-Identifier: Apache-2.0
/**
 * What the cells did with their CPUs, and when CPUs should move to where demand is: pure arithmetic on samples of the
 * BPF side's counters. A {@code UsageSample} and the one before give a {@code UsageReport}, and these feed the
 * {@code Rebalancer}.
 */
@NullMarked
package io.mitosis.demand;

import org.jspecify.annotations.NullMarked;
