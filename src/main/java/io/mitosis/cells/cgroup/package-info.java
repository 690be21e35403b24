// SPDX-License-Identifier: Apache-2.0
/**
 * The cgroup tree as it is: where it is mounted, which cgroups own cells, what their cpusets and attributes say, and
 * when to look again.
 */
@NullMarked
package io.mitosis.cells.cgroup;

import org.jspecify.annotations.NullMarked;
