// SPDX-License-Identifier: Apache-2.0
/** The cgroup tree as it is: where it is mounted, the parent of the cells, its children, and when to look again. */
@NullMarked
package io.mitosis.cgroup;

import org.jspecify.annotations.NullMarked;
