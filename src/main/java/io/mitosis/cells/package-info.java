// SPDX-License-Identifier: Apache-2.0
/**
 * The scheduler that gives cgroups CPUs of their own: the module that the host runs, and the loop that connects what is
 * decided with what touches the operating system. The packages below hold one part each.
 */
@NullMarked
package io.mitosis.cells;

import org.jspecify.annotations.NullMarked;
