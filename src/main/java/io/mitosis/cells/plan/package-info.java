// SPDX-License-Identifier: Apache-2.0
/**
 * Assignments of CPUs written down: what a decision depended on, and what was decided, as JSON.
 *
 * <p>The documents are read and written as streams of tokens, without binding them to objects: it takes less to load,
 * and a mistake is told with its place. Nothing here reads a file.
 */
@NullMarked
package io.mitosis.cells.plan;

import org.jspecify.annotations.NullMarked;
