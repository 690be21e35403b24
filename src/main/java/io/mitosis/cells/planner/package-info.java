// SPDX-License-Identifier: Apache-2.0
/**
 * Decides a layout: gives cell ids to cgroups, has CPUs shared out and placed, and checks every result against the
 * rules before it is used.
 */
@NullMarked
package io.mitosis.cells.planner;

import org.jspecify.annotations.NullMarked;
