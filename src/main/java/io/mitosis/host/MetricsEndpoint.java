// SPDX-License-Identifier: Apache-2.0
package io.mitosis.host;

import io.mitosis.config.ListenAddress;
import io.mitosis.metrics.Build;
import io.mitosis.metrics.MetricsServer;
import org.jspecify.annotations.Nullable;

/** Metrics over HTTP while the daemon runs, if they are asked for; if not, nothing of it is loaded. */
final class MetricsEndpoint implements AutoCloseable {
    private final @Nullable MetricsServer server;

    private MetricsEndpoint(@Nullable MetricsServer server) {
        this.server = server;
    }

    /**
     * Listens from now on, if the settings of a module say where: that it can is known before anything is loaded into
     * the kernel.
     *
     * @throws io.mitosis.exit.UsageException if it cannot
     */
    static MetricsEndpoint open(SchedulerModule module, Version version) {
        ListenAddress address = module.settings().metricsListen();
        if (address == null) {
            return new MetricsEndpoint(null);
        }
        Build build = new Build(version.number(), version.commit(), version.target());
        return new MetricsEndpoint(MetricsServer.open(address, build, module.metrics(), module::interval));
    }

    /** The scheduler was attached to the kernel or detached from it. */
    void attached(boolean now) {
        if (server != null) {
            server.attached(now);
        }
    }

    /** An interval of the scheduler has ended. */
    void turned() {
        if (server != null) {
            server.turned();
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
