// SPDX-License-Identifier: Apache-2.0
/** The usage of CPUs by the cells over an interval: arithmetic on the growth of the counters of the BPF side. */
@NullMarked
package io.mitosis.cells.usage;

import org.jspecify.annotations.NullMarked;
