// SPDX-License-Identifier: Apache-2.0
/** The BPF side of the cells: its settings, the layout in force, the counters. */
@NullMarked
package io.mitosis.cells.bpf;

import org.jspecify.annotations.NullMarked;
