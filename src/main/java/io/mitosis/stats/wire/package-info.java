// SPDX-License-Identifier: Apache-2.0
/**
 * Statistics as JSON: a snapshot, the description of all metrics, and the requests and replies that carry them, one a
 * line. Texts in, texts out: who sends them where is not known here.
 */
@NullMarked
package io.mitosis.stats.wire;

import org.jspecify.annotations.NullMarked;
