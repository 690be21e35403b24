// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.server;

import io.mitosis.stats.wire.Requests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * One client. A request is answered when the reply to the one before has left: so whoever asks and does not read costs
 * one reply's memory, and for a few seconds only.
 */
final class Connection {
    /** How long a client may leave a reply unread. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Requests<?> requests;
    private final LineBuffer lines = new LineBuffer();
    private ByteBuffer reply = NOTHING;
    // When a part of the reply was read last.
    private long readSince;
    private boolean inputEnded;

    Connection(SocketChannel channel, SelectionKey key, Requests<?> requests) {
        this.channel = channel;
        this.key = key;
        this.requests = requests;
    }

    /**
     * Does what can be done without waiting.
     *
     * @return whether the connection goes on
     * @throws IOException if it has to end at once
     */
    boolean serve(long nowNanos) throws IOException {
        if (!reply.hasRemaining() && !inputEnded && key.isReadable()) {
            inputEnded = lines.read(channel) < 0;
        }
        boolean more = true;
        while (more) {
            if (reply.hasRemaining() && !send(nowNanos)) {
                key.interestOps(SelectionKey.OP_WRITE);
                return true;
            }
            String line = lines.take();
            more = line != null;
            if (line != null) {
                reply = ByteBuffer.wrap(requests.answer(line));
                readSince = nowNanos;
            }
        }
        key.interestOps(SelectionKey.OP_READ);
        return !inputEnded;
    }

    /** Returns whether all of the reply has left. */
    private boolean send(long nowNanos) throws IOException {
        if (channel.write(reply) > 0) {
            readSince = nowNanos;
        }
        return !reply.hasRemaining();
    }

    /** Returns how many nanoseconds the client may still let pass: 0 or less if it is to be given up. */
    long patience(long nowNanos) {
        return reply.hasRemaining() ? PATIENCE.toNanos() - (nowNanos - readSince) : Long.MAX_VALUE;
    }
}
