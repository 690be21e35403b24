// SPDX-License-Identifier: Apache-2.0
/** The end of a run: the kernel's exit record, and the failures that have an exit code. */
@NullMarked
package io.mitosis.exit;

import org.jspecify.annotations.NullMarked;
