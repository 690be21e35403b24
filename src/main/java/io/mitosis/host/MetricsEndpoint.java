// SPDX-License-Identifier: Apache-2.0
package io.mitosis.host;

import io.mitosis.config.ListenAddress;
import io.mitosis.metrics.Build;
import io.mitosis.metrics.MetricsServer;
import org.jspecify.annotations.Nullable;

/** Metrics over HTTP while the daemon runs, if they are enabled. Otherwise no class of them is loaded. */
final class MetricsEndpoint implements AutoCloseable {
    private final @Nullable MetricsServer server;

    private MetricsEndpoint(@Nullable MetricsServer server) {
        this.server = server;
    }

    /**
     * Starts to listen, if the settings of a module name an address. So a failure is reported before anything is loaded
     * into the kernel.
     *
     * @throws io.mitosis.exit.UsageException if the address cannot be used
     */
    static MetricsEndpoint open(SchedulerModule module, Version version) {
        ListenAddress address = module.settings().metricsListen();
        if (address == null) {
            return new MetricsEndpoint(null);
        }
        Build build = new Build(version.number(), version.commit(), version.target());
        return new MetricsEndpoint(MetricsServer.open(address, build, module.metrics(), module::interval));
    }

    /** Records that the scheduler was attached to the kernel or detached from it. */
    void attached(boolean now) {
        if (server != null) {
            server.attached(now);
        }
    }

    /** Records the end of an interval of the scheduler. */
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
