// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import io.mitosis.config.ListenAddress;
import io.mitosis.host.Version;
import io.mitosis.metrics.Build;
import io.mitosis.metrics.MetricsServer;
import io.mitosis.stats.SnapshotPublisher;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Metrics over HTTP while the daemon runs, if they are asked for; if not, nothing of it is loaded. */
final class MetricsEndpoint implements AutoCloseable {
    private final @Nullable MetricsServer server;

    private MetricsEndpoint(@Nullable MetricsServer server) {
        this.server = server;
    }

    /**
     * Listens from now on: that it can is known before anything is loaded into the kernel.
     *
     * @param address where; null: nowhere
     * @param interval how often snapshots are published, which may change; asked by any thread
     * @throws io.mitosis.exit.UsageException if it cannot
     */
    static MetricsEndpoint open(@Nullable ListenAddress address, Version version, Supplier<Duration> interval) {
        if (address == null) {
            return new MetricsEndpoint(null);
        }
        Build build = new Build(version.number(), version.commit(), version.target());
        return new MetricsEndpoint(MetricsServer.open(address, build, interval));
    }

    /** Has it show what is published, and how often a configuration failed. */
    void observe(SnapshotPublisher snapshots, ChangeHistory changes) {
        if (server != null) {
            server.observe(changes::failures);
            snapshots.follow(server::accept);
        }
    }

    void attached(boolean now) {
        if (server != null) {
            server.attached(now);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
