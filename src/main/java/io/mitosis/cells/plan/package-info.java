// SPDX-License-Identifier: Apache-2.0
/**
 * Assignments of CPUs in written form: the input and the result of a decision as JSON.
 *
 * <p>The documents are read and written as streams of tokens, without binding them to objects: this loads fewer
 * classes, and error messages can name the position. Nothing here reads a file.
 */
@NullMarked
package io.mitosis.cells.plan;

import org.jspecify.annotations.NullMarked;
