// SPDX-License-Identifier: Apache-2.0
/** Reads the statistics of a running daemon over its socket, and prints them. Needs neither root nor a scheduler. */
@NullMarked
package io.mitosis.stats.client;

import org.jspecify.annotations.NullMarked;
