// SPDX-License-Identifier: Apache-2.0
/** What the cells did with their CPUs: pure arithmetic on samples of the BPF side's counters. */
@NullMarked
package io.mitosis.demand;

import org.jspecify.annotations.NullMarked;
