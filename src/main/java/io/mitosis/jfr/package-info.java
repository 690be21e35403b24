// SPDX-License-Identifier: Apache-2.0
/**
 * Events for Java Flight Recorder: a recording explains what happened and when. Without one that runs they cost a small
 * object each; what takes time to write down is not written down.
 */
@NullMarked
package io.mitosis.jfr;

import org.jspecify.annotations.NullMarked;
