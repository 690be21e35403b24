// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.mitosis.linux.libc.libc_h;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** Sends datagrams to one Unix socket, see {@code unix(7)}. Java's own channels support only stream sockets there. */
public final class DatagramSender implements AutoCloseable {
    // struct sockaddr_un: the family, then a path that need not end with a NUL.
    private static final int PATH_OFFSET = 2;
    private static final int MAX_PATH = 108;

    private final String target;
    private final MemorySegment address;
    private final FileDescriptor file;

    private DatagramSender(String target, MemorySegment address, FileDescriptor file) {
        this.target = target;
        this.address = address;
        this.file = file;
    }

    /**
     * Creates a sender. A missing receiver is noticed by {@link #send}, not here.
     *
     * @param target an absolute path, or {@code @} and an abstract name: 2 to 108 bytes
     * @throws IllegalArgumentException if the target is not such an address
     */
    public static DatagramSender to(String target) {
        byte[] path = target.getBytes(StandardCharsets.UTF_8);
        if (!(target.startsWith("/") || target.startsWith("@")) || path.length < 2 || path.length > MAX_PATH) {
            throw new IllegalArgumentException("not the address of a Unix socket: " + target);
        }
        MemorySegment address = Arena.ofAuto().allocate(PATH_OFFSET + path.length, Short.BYTES);
        address.set(JAVA_SHORT, 0, (short) libc_h.AF_UNIX());
        MemorySegment.copy(path, 0, address, JAVA_BYTE, PATH_OFFSET, path.length);
        if (path[0] == '@') {
            address.set(JAVA_BYTE, PATH_OFFSET, (byte) 0);
        }
        int type = libc_h.SOCK_DGRAM() | libc_h.SOCK_CLOEXEC();
        int fd = ErrnoException.check("socket", Libc.socket(libc_h.AF_UNIX(), type), target);
        return new DatagramSender(target, address, FileDescriptor.owned(fd, "datagram socket"));
    }

    /**
     * Sends a datagram, and waits while the receiver's queue is full.
     *
     * @throws ErrnoException if nobody listens there, or this process may not send to it
     */
    public void send(String message) {
        send(message, 0);
    }

    /**
     * Sends a datagram, or fails at once if the receiver's queue is full.
     *
     * @throws ErrnoException as for {@link #send(String)}, and {@code EAGAIN}
     */
    public void sendOrFail(String message) {
        send(message, libc_h.MSG_DONTWAIT());
    }

    private void send(String message, int flags) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment datagram = arena.allocateFrom(JAVA_BYTE, bytes);
            ErrnoException.check("sendto", (int) Libc.sendto(file.number(), datagram, flags, address), target);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
