// SPDX-License-Identifier: Apache-2.0
/** The cells as the BPF side has them: its settings, the layout in force, the counters. */
@NullMarked
package io.mitosis.cells.bpf;

import org.jspecify.annotations.NullMarked;
