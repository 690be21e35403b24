// SPDX-License-Identifier: Apache-2.0
/** The metrics of the cells for Prometheus: counters that are summed over all intervals. */
@NullMarked
package io.mitosis.cells.metrics;

import org.jspecify.annotations.NullMarked;
