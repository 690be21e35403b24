// SPDX-License-Identifier: Apache-2.0
/**
 * The Unix socket at which statistics are asked for. It has a thread of its own and knows only what was published:
 * whatever clients do, the loop does not notice.
 */
@NullMarked
package io.mitosis.stats.server;

import org.jspecify.annotations.NullMarked;
