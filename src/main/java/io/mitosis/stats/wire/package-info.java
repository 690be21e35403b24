// SPDX-License-Identifier: Apache-2.0
/**
 * Statistics as JSON: snapshots, the description of all metrics, and the requests and replies that carry them, one a
 * line. It works on text and does no input or output.
 */
@NullMarked
package io.mitosis.stats.wire;

import org.jspecify.annotations.NullMarked;
