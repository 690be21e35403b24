// SPDX-License-Identifier: Apache-2.0
/**
 * The server of the statistics socket. It has a thread of its own and reads only published snapshots, so clients cannot
 * delay the event loop.
 */
@NullMarked
package io.mitosis.stats.server;

import org.jspecify.annotations.NullMarked;
