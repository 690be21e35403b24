// SPDX-License-Identifier: Apache-2.0
/**
 * libbpf and BTF for Java. {@link io.mitosis.bpf.BpfObject} is a loaded object: its programs, its memory and its links;
 * {@link io.mitosis.bpf.KernelBtf} and {@link io.mitosis.bpf.ObjectBtf} know the types of the kernel and of the object,
 * so that no C layout is repeated in Java. Objects of this package are not thread-safe.
 */
@NullMarked
package io.mitosis.bpf;

import org.jspecify.annotations.NullMarked;
