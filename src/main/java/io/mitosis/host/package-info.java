// SPDX-License-Identifier: Apache-2.0
/**
 * The process around any scheduler: checks, signals, reload, service manager, statistics socket, and the loop that
 * attaches it again when CPUs come or go. It depends on schedulers only through
 * {@link io.mitosis.host.SchedulerModule}.
 */
@NullMarked
package io.mitosis.host;

import org.jspecify.annotations.NullMarked;
