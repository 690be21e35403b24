// SPDX-License-Identifier: Apache-2.0
/** The {@code cpu.max} of cgroups: how often and for how long tasks had to wait because of them. */
@NullMarked
package io.mitosis.cells.limit;

import org.jspecify.annotations.NullMarked;
