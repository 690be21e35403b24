// SPDX-License-Identifier: Apache-2.0
/**
 * What any sched_ext scheduler needs: the checks before it is loaded, its object from load to close, its exit record,
 * its doorbell. Nothing here knows what the scheduler does.
 */
@NullMarked
package io.mitosis.scx;

import org.jspecify.annotations.NullMarked;
