// SPDX-License-Identifier: Apache-2.0
/** The metrics of the cells for Prometheus: counters that add up what each interval brought. */
@NullMarked
package io.mitosis.cells.metrics;

import org.jspecify.annotations.NullMarked;
