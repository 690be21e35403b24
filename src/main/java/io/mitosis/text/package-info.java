// SPDX-License-Identifier: Apache-2.0
/** Text for people: user-controlled text made safe, descriptions in two columns, and JSON. */
@NullMarked
package io.mitosis.text;

import org.jspecify.annotations.NullMarked;
