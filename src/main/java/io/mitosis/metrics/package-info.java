// SPDX-License-Identifier: Apache-2.0
/**
 * Metrics for Prometheus, served over HTTP.
 *
 * <p>No class of this package is loaded unless metrics are enabled, and nothing here makes the event loop wait.
 */
@NullMarked
package io.mitosis.metrics;

import org.jspecify.annotations.NullMarked;
