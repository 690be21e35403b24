// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.client;

import io.mitosis.stats.wire.JsonValue;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A connection to the daemon's socket. Not thread-safe; interrupting its thread ends a call that waits. */
public final class StatsClient implements AutoCloseable {
    private final SocketChannel channel;
    private final BufferedReader replies;

    private StatsClient(SocketChannel channel) {
        this.channel = channel;
        replies = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    }

    /**
     * Connects to a socket.
     *
     * @throws IOException if no daemon listens there, or access is denied
     */
    public static StatsClient connect(Path socket) throws IOException {
        return new StatsClient(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }

    /**
     * Returns the latest statistics.
     *
     * @throws IOException if the connection is lost or the reply has no statistics
     */
    public JsonValue statistics() throws IOException {
        return request("stats");
    }

    /**
     * Sends a request and returns the value that answers it.
     *
     * @throws IOException if the connection is lost, the request is refused, or the reply is malformed
     */
    public JsonValue request(String name) throws IOException {
        String request = "{\"req\":\"" + name + "\"}\n";
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(request);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        String line = replies.readLine();
        if (line == null) {
            throw new EOFException("the daemon closed the connection");
        }
        try {
            JsonValue reply = JsonValue.parse(line);
            JsonValue value = reply.member("args").member("resp");
            if (reply.member("errno").number() != 0) {
                throw new IOException("the daemon refused " + name + ": " + value.line());
            }
            return value;
        } catch (IllegalArgumentException notAReply) {
            throw new IOException("no reply to " + name + ": " + notAReply.getMessage(), notAReply);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
