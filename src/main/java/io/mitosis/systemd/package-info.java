// SPDX-License-Identifier: Apache-2.0
/** What the service manager is told, and wants to be told, by sd_notify(3). */
@NullMarked
package io.mitosis.systemd;

import org.jspecify.annotations.NullMarked;
