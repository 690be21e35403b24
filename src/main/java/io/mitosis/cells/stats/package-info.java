// SPDX-License-Identifier: Apache-2.0
/**
 * The statistics of the cells: a {@code Snapshot} for each interval, which the loop publishes and never changes, and
 * the tables that name, describe and read every metric in it. The JSON, its description and {@code --help-stats} follow
 * the tables.
 */
@NullMarked
package io.mitosis.cells.stats;

import org.jspecify.annotations.NullMarked;
