// SPDX-License-Identifier: Apache-2.0
/** The one loop of the daemon: waits on descriptors and calls what belongs to each. */
@NullMarked
package io.mitosis.event;

import org.jspecify.annotations.NullMarked;
