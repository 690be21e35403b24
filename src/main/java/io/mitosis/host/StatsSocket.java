// SPDX-License-Identifier: Apache-2.0
package io.mitosis.host;

import io.mitosis.config.SocketSettings;
import io.mitosis.stats.server.StatsServer;
import io.mitosis.stats.wire.StatsSource;
import org.jspecify.annotations.Nullable;

/**
 * The statistics socket. It is opened after the first attachment, which proves that no other daemon uses the path, and
 * stays open until the daemon ends.
 */
final class StatsSocket implements AutoCloseable {
    private final SocketSettings settings;
    private final StatsSource<?> source;
    private @Nullable StatsServer server;

    StatsSocket(SocketSettings settings, StatsSource<?> source) {
        this.settings = settings;
        this.source = source;
    }

    /** Starts to listen, if it does not already. */
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
