// SPDX-License-Identifier: Apache-2.0
/**
 * The cgroup tree: where it is mounted, which cgroups own cells, the terms that their cpusets and attributes ask for,
 * and when to scan again.
 */
@NullMarked
package io.mitosis.cells.cgroup;

import org.jspecify.annotations.NullMarked;
