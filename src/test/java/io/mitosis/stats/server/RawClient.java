// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A client that keeps to no protocol. */
final class RawClient implements AutoCloseable {
    static final String STATS = "{\"req\":\"stats\"}\n";

    private final SocketChannel channel;
    private final InputStream input;

    RawClient(Path socket) {
        try {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            input = new BufferedInputStream(Channels.newInputStream(channel));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends all of it. Returns false if the other side has closed the connection. */
    boolean send(byte[] bytes) {
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    boolean send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends what can be sent without waiting. Returns false if the other side has closed the connection. */
    boolean sendSome(String text) {
        try {
            channel.configureBlocking(false);
            channel.write(StandardCharsets.UTF_8.encode(text));
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    /** Returns the next line; empty if the connection was closed instead. */
    String line() {
        StringBuilder line = new StringBuilder();
        try {
            for (int next = input.read(); next >= 0; next = input.read()) {
                line.append((char) next);
                if (next == '\n') {
                    return line.toString();
                }
            }
        } catch (IOException closed) {
            // As good as an end.
        }
        return "";
    }

    void endInput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
