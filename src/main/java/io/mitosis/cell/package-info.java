// SPDX-License-Identifier: Apache-2.0
/**
 * Which cgroup is which cell, and which CPUs each cell owns: pure decisions over immutable values.
 *
 * <p>Nothing here reads a file, a clock or a BPF map, so that a decision can be tested by the million and replayed.
 */
@NullMarked
package io.mitosis.cell;

import org.jspecify.annotations.NullMarked;
