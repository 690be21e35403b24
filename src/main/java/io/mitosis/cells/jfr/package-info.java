// SPDX-License-Identifier: Apache-2.0
/**
 * Events for Java Flight Recorder: a recording explains what happened and when. Without one no class of them is loaded.
 */
@NullMarked
package io.mitosis.cells.jfr;

import org.jspecify.annotations.NullMarked;
