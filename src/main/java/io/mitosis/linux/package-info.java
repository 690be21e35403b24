// SPDX-License-Identifier: Apache-2.0
/**
 * Linux as Java objects: descriptors, epoll, eventfd, timerfd, inotify and mapped memory. Whoever opens, closes;
 * closing twice is harmless. A failed call throws {@link io.mitosis.linux.ErrnoException}, which names the call, the
 * errno and the object; an interrupted call or one that would block is a result.
 */
@NullMarked
package io.mitosis.linux;

import org.jspecify.annotations.NullMarked;
