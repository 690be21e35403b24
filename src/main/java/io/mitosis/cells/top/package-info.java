// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mitosis top}: the live table, a cell a row. It reads what the stats socket says, as any other client would.
 *
 * <p>What is shown is a pure function of what was read and of the window; only {@code Screen} and {@code Top} touch a
 * terminal.
 */
@NullMarked
package io.mitosis.cells.top;

import org.jspecify.annotations.NullMarked;
