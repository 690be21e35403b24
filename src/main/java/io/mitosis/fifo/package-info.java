// SPDX-License-Identifier: Apache-2.0
/**
 * The template of a scheduler in Java: a global FIFO queue. {@code docs/writing-a-scheduler.md} explains it. It has all
 * that a scheduler provides by itself; the host does the rest.
 */
@NullMarked
package io.mitosis.fifo;

import org.jspecify.annotations.NullMarked;
