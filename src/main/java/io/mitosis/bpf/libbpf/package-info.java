// SPDX-License-Identifier: Apache-2.0
/**
 * libbpf as jextract saw it ({@code scripts/regen-bindings.sh}); nothing here is written by hand but this file. Speak
 * to {@link io.mitosis.bpf} instead.
 */
package io.mitosis.bpf.libbpf;
