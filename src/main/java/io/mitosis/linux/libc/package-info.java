// SPDX-License-Identifier: Apache-2.0
/**
 * The C library as jextract saw it ({@code scripts/regen-bindings.sh}), and {@link io.mitosis.linux.libc.ErrnoCapture},
 * the one class here that is written by hand. Everything above speaks Java.
 *
 * <p>At run time only the constants are taken from the generated classes. Their functions and structs are what the
 * hand-written calls are checked against by a test; linking them would cost most of the start-up time.
 */
package io.mitosis.linux.libc;
