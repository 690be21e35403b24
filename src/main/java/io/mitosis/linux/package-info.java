// SPDX-License-Identifier: Apache-2.0
/**
 * Linux as Java objects: descriptors, epoll, eventfd, timerfd, inotify and mapped memory. The opener closes; closing
 * twice is harmless. A failed call throws {@link io.mitosis.linux.ErrnoException}, which names the call, the errno and
 * the object; an interrupted call, or one that would block, returns normally.
 */
@NullMarked
package io.mitosis.linux;

import org.jspecify.annotations.NullMarked;
