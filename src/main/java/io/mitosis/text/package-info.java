// SPDX-License-Identifier: Apache-2.0
/** How texts are shown to people: what others have written, and JSON. */
@NullMarked
package io.mitosis.text;

import org.jspecify.annotations.NullMarked;
