// SPDX-License-Identifier: Apache-2.0
/**
 * The process around a scheduler, whichever it is: checks, signals, reload, service manager, statistics socket, and the
 * loop that attaches it again when CPUs come or go. It knows schedulers as {@link io.mitosis.host.SchedulerModule}
 * only.
 */
@NullMarked
package io.mitosis.host;

import org.jspecify.annotations.NullMarked;
