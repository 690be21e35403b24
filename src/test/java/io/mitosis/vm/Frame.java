// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;

/**
 * One message between the harness and the guest's agent; the protocol is written down in
 * {@code src/test/guest/agent.c}.
 *
 * @param id of the request that it belongs to
 * @param type one of the constants
 * @param payload depends on the type
 */
@SuppressWarnings("ArrayRecordComponent") // frames are passed on, never compared
record Frame(int id, int type, byte[] payload) {
    static final int RUN = 1;
    static final int SIGNAL = 2;
    static final int READ = 3;
    static final int WRITE = 4;

    static final int HELLO = 1;
    static final int STARTED = 2;
    static final int OUT = 3;
    static final int ERR = 4;
    static final int EXIT = 5;

    private static final int HEADER_BYTES = 12;

    static Frame ofNumbers(int id, int type, int first, int second) {
        return new Frame(
                id, type, buffer(2 * Integer.BYTES).putInt(first).putInt(second).array());
    }

    /** The payload of a frame that carries one number. */
    int number() {
        return ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    void writeTo(SocketChannel channel) throws IOException {
        ByteBuffer bytes = buffer(HEADER_BYTES + payload.length);
        bytes.putInt(id).putInt(type).putInt(payload.length).put(payload).flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    static Frame readFrom(SocketChannel channel) throws IOException {
        ByteBuffer header = fill(channel, buffer(HEADER_BYTES));
        int id = header.getInt();
        int type = header.getInt();
        return new Frame(id, type, fill(channel, buffer(header.getInt())).array());
    }

    private static ByteBuffer fill(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the guest's agent is gone");
            }
        }
        return bytes.flip();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
