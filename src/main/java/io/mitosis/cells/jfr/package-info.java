// SPDX-License-Identifier: Apache-2.0
/** Events for Java Flight Recorder, which show what happened and when. Without a recording no event class is loaded. */
@NullMarked
package io.mitosis.cells.jfr;

import org.jspecify.annotations.NullMarked;
