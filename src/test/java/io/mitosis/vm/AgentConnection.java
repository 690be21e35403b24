// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends requests to the guest's agent and hands each reply to the request it belongs to. */
final class AgentConnection implements AutoCloseable {
    /** Takes the replies to one request, on the connection's thread. */
    interface Replies {
        void accept(Frame frame);

        /** No reply will come any more. */
        void lost(IOException reason);
    }

    private final SocketChannel channel;
    private final Map<Integer, Replies> pending = new ConcurrentHashMap<>();
    private final AtomicInteger lastId = new AtomicInteger();
    private final Thread reader;
    private volatile boolean ended;

    private AgentConnection(SocketChannel channel) {
        this.channel = channel;
        this.reader = Thread.ofPlatform().daemon().name("guest-agent").unstarted(this::readReplies);
    }

    /** Returns once the agent has said hello. */
    static AgentConnection over(SocketChannel channel) throws IOException {
        Frame hello = Frame.readFrom(channel);
        if (hello.type() != Frame.HELLO) {
            throw new IOException("the agent said " + hello.type() + " instead of hello");
        }
        AgentConnection connection = new AgentConnection(channel);
        connection.reader.start();
        return connection;
    }

    /** Returns the id of the request. */
    int request(int type, byte[] payload, Replies replies) {
        int id = lastId.incrementAndGet();
        pending.put(id, replies);
        send(new Frame(id, type, payload));
        if (ended) {
            replies.lost(new IOException("the VM has ended"));
        }
        return id;
    }

    /** For requests without a reply of their own. */
    synchronized void send(Frame frame) {
        try {
            frame.writeTo(channel);
        } catch (IOException failure) {
            throw new UncheckedIOException("the VM has ended", failure);
        }
    }

    private void readReplies() {
        try {
            while (true) {
                Frame frame = Frame.readFrom(channel);
                Replies replies = frame.type() == Frame.EXIT ? pending.remove(frame.id()) : pending.get(frame.id());
                if (replies != null) {
                    replies.accept(frame);
                }
            }
        } catch (IOException reason) {
            ended = true;
            pending.values().forEach(replies -> replies.lost(reason));
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // It is of no use to anybody now.
        }
    }
}
