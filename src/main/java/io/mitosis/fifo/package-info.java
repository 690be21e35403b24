// SPDX-License-Identifier: Apache-2.0
/**
 * The template of a scheduler in Java: a global FIFO queue. {@code docs/writing-a-scheduler.md} goes through it. What
 * is here is all that a scheduler has to bring; the rest is the host's.
 */
@NullMarked
package io.mitosis.fifo;

import org.jspecify.annotations.NullMarked;
