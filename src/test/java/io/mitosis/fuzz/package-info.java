// SPDX-License-Identifier: Apache-2.0
/**
 * Fuzzing of what reads texts of others: inputs, and what is asked of every reader. The properties, {@code *FuzzTest},
 * stand beside the readers. They take seconds; {@code -Djqwik.tries.default=80000} makes more than a million inputs.
 * {@link io.mitosis.fuzz.TriesLimit} makes all properties shorter.
 */
@NullMarked
package io.mitosis.fuzz;

import org.jspecify.annotations.NullMarked;
