// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.server;

import io.mitosis.stats.wire.Requests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * A connection to one client. A request is answered after the previous reply has been sent, so a client that does not
 * read costs the memory of one reply, for a few seconds only.
 */
final class Connection {
    /** The longest time that a client may leave a reply unread. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Requests<?> requests;
    private final LineBuffer lines = new LineBuffer();
    private ByteBuffer reply = NOTHING;
    // When the client last read a part of the reply.
    private long readSince;
    private boolean inputEnded;

    Connection(SocketChannel channel, SelectionKey key, Requests<?> requests) {
        this.channel = channel;
        this.key = key;
        this.requests = requests;
    }

    /**
     * Reads, answers and sends as much as is possible without blocking.
     *
     * @return whether the connection stays open
     * @throws IOException if the connection has to be closed at once
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

    /** Sends more of the reply. Returns whether all of it has been sent. */
    private boolean send(long nowNanos) throws IOException {
        if (channel.write(reply) > 0) {
            readSince = nowNanos;
        }
        return !reply.hasRemaining();
    }

    /** Returns how long the client may still leave the reply unread, in nanoseconds; 0 or less: it has timed out. */
    long patience(long nowNanos) {
        return reply.hasRemaining() ? PATIENCE.toNanos() - (nowNanos - readSince) : Long.MAX_VALUE;
    }
}
