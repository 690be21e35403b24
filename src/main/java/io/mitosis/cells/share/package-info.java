// SPDX-License-Identifier: Apache-2.0
/**
 * The number of CPUs that each cell gets, and from which group: cpusets, weights, bounds, the root cell's minimum, and
 * which cells are parked where there are too few CPUs. The result is a list of {@code CpuPool}.
 */
@NullMarked
package io.mitosis.cells.share;

import org.jspecify.annotations.NullMarked;
