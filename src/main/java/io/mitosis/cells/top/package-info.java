// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mitosis top}: a live table with a row for each cell. It reads the statistics socket, as any other client does.
 *
 * <p>The output is a pure function of the snapshot and of the window; only {@code Screen} and {@code Top} touch a
 * terminal.
 */
@NullMarked
package io.mitosis.cells.top;

import org.jspecify.annotations.NullMarked;
