// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import io.mitosis.linux.libc.libc_h;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A change of an entry of a watched directory, or of the directory itself.
 *
 * @param watch the watch of the directory; −1 for an overflow
 * @param mask the event bits, see {@code inotify(7)}
 * @param name the entry that changed; empty for the directory itself
 */
public record InotifyEvent(int watch, int mask, String name) {
    // struct inotify_event: watch, mask, cookie and length of the name, 4 bytes each; then the name, filled up with
    // NUL.
    private static final int MASK_OFFSET = 4;
    private static final int LENGTH_OFFSET = 12;
    private static final int NAME_OFFSET = 16;

    /** Returns whether events were lost. */
    public boolean isOverflow() {
        return has(libc_h.IN_Q_OVERFLOW());
    }

    /** Returns whether the entry was created or moved here. */
    public boolean isArrival() {
        return has(libc_h.IN_CREATE() | libc_h.IN_MOVED_TO());
    }

    /** Returns whether the entry was removed or moved elsewhere. */
    public boolean isDeparture() {
        return has(libc_h.IN_DELETE() | libc_h.IN_MOVED_FROM());
    }

    /** Returns whether attributes of the entry, or of the directory itself, changed. */
    public boolean isAttributeChange() {
        return has(libc_h.IN_ATTRIB());
    }

    /** Returns whether the entry was written. */
    public boolean isWrite() {
        return has(libc_h.IN_MODIFY());
    }

    private boolean has(int bits) {
        return (mask & bits) != 0;
    }

    /** Appends the events in a buffer that the kernel has filled. */
    static void parse(byte[] bytes, List<InotifyEvent> events) {
        ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        int next;
        for (int start = 0; start < bytes.length; start = next) {
            next = start + NAME_OFFSET + numbers.getInt(start + LENGTH_OFFSET);
            int end = start + NAME_OFFSET;
            while (end < next && bytes[end] != 0) {
                end++;
            }
            int length = end - start - NAME_OFFSET;
            String name = new String(bytes, start + NAME_OFFSET, length, StandardCharsets.UTF_8);
            events.add(new InotifyEvent(numbers.getInt(start), numbers.getInt(start + MASK_OFFSET), name));
        }
    }
}
