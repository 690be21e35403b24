// SPDX-License-Identifier: Apache-2.0
package io.mitosis.host;

import io.mitosis.config.SocketSettings;
import io.mitosis.stats.server.StatsServer;
import io.mitosis.stats.wire.StatsSource;
import org.jspecify.annotations.Nullable;

/**
 * The socket for statistics, from the first configuration on until the daemon ends: it outlives every attachment. It is
 * not there earlier, as only who is attached knows that no other daemon serves at its place.
 */
final class StatsSocket implements AutoCloseable {
    private final SocketSettings settings;
    private final StatsSource<?> source;
    private @Nullable StatsServer server;

    StatsSocket(SocketSettings settings, StatsSource<?> source) {
        this.settings = settings;
        this.source = source;
    }

    /** Listens from now on, if it does not do so already. */
    void open() {
        if (server == null) {
            server = StatsServer.start(settings, source);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
