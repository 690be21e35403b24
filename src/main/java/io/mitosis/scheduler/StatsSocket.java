// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import io.mitosis.config.SocketSettings;
import io.mitosis.stats.SnapshotPublisher;
import io.mitosis.stats.server.StatsServer;
import org.jspecify.annotations.Nullable;

/**
 * The socket for statistics, from the first configuration on until the daemon ends: it outlives every attachment. It is
 * not there earlier, as only who is attached knows that no other daemon serves at its place.
 */
final class StatsSocket implements AutoCloseable {
    private final SocketSettings settings;
    private final SnapshotPublisher snapshots;
    private @Nullable StatsServer server;

    StatsSocket(SocketSettings settings, SnapshotPublisher snapshots) {
        this.settings = settings;
        this.snapshots = snapshots;
    }

    /** Listens from now on, if it does not do so already. */
    void open() {
        if (server == null) {
            server = StatsServer.start(settings, snapshots);
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
