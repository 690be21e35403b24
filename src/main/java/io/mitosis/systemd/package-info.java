// SPDX-License-Identifier: Apache-2.0
/** The protocol between the daemon and a service manager: notifications and the watchdog. */
@NullMarked
package io.mitosis.systemd;

import org.jspecify.annotations.NullMarked;
