// SPDX-License-Identifier: Apache-2.0
/** How a run ends: what the kernel says of the BPF scheduler's end, and the failures that have an exit code. */
@NullMarked
package io.mitosis.exit;

import org.jspecify.annotations.NullMarked;
