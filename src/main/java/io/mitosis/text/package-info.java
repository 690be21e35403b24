// SPDX-License-Identifier: Apache-2.0
/** How what others have written is shown to people. */
@NullMarked
package io.mitosis.text;

import org.jspecify.annotations.NullMarked;
