// SPDX-License-Identifier: Apache-2.0
/**
 * Support for any sched_ext scheduler: preflight checks, load, attach and close, exit record and doorbell. Nothing here
 * depends on what the scheduler does.
 */
@NullMarked
package io.mitosis.scx;

import org.jspecify.annotations.NullMarked;
