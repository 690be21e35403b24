// SPDX-License-Identifier: Apache-2.0
/** What the cells did with their CPUs in an interval: arithmetic on what the counters of the BPF side grew by. */
@NullMarked
package io.mitosis.cells.usage;

import org.jspecify.annotations.NullMarked;
