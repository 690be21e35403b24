// SPDX-License-Identifier: Apache-2.0
/**
 * What Prometheus and its kin read: counters that only grow, made of what each interval brought, served over HTTP.
 *
 * <p>Nothing here is loaded unless it is asked for, and nothing makes the loop wait: it leaves its snapshots, and adds
 * them up itself only if no reader is at it.
 */
@NullMarked
package io.mitosis.metrics;

import org.jspecify.annotations.NullMarked;
