// SPDX-License-Identifier: Apache-2.0
/** The event loop of the daemon, which waits for descriptors and runs their handlers, and a debouncer. */
@NullMarked
package io.mitosis.event;

import org.jspecify.annotations.NullMarked;
