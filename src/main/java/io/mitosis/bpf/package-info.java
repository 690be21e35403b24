// SPDX-License-Identifier: Apache-2.0
/**
 * The BPF side as Java objects. {@link io.mitosis.bpf.BpfObject} is a loaded object: its programs, its memory and what
 * is attached; {@link io.mitosis.bpf.KernelBtf} and {@link io.mitosis.bpf.ObjectBtf} know the types of the kernel and
 * of the object, so that no layout of C is written down in Java. All of it belongs to one thread.
 */
@NullMarked
package io.mitosis.bpf;

import org.jspecify.annotations.NullMarked;
