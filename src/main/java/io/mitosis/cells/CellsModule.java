// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.bpf.CellsBpf;
import io.mitosis.cells.cgroup.CellSource;
import io.mitosis.cells.config.Feature;
import io.mitosis.cells.config.SchedulerConfig;
import io.mitosis.cells.metrics.CellsMetrics;
import io.mitosis.cells.rebalance.Rebalancer;
import io.mitosis.cells.stats.Snapshot;
import io.mitosis.config.HostSettings;
import io.mitosis.event.EventLoop;
import io.mitosis.host.Reload;
import io.mitosis.host.SchedulerModule;
import io.mitosis.host.Session;
import io.mitosis.host.SettingsChange;
import io.mitosis.host.Version;
import io.mitosis.metrics.MetricsSource;
import io.mitosis.scx.KernelConstants;
import io.mitosis.scx.KernelNeeds;
import io.mitosis.scx.Preflight;
import io.mitosis.stats.SnapshotPublisher;
import io.mitosis.stats.wire.StatsSource;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scheduler that gives cgroups CPUs of their own. */
public final class CellsModule implements SchedulerModule {
    private static final Logger log = LoggerFactory.getLogger(CellsModule.class);

    private final Reload<SchedulerConfig> reload;
    private final SnapshotPublisher<Snapshot> snapshots = new SnapshotPublisher<>();
    private final StatsSource<Snapshot> stats = Snapshot.source(snapshots::latest);
    // The loop alone changes it.
    private volatile SchedulerConfig config;
    private @Nullable CellSource source;
    private @Nullable Lasting lasting;
    private @Nullable Attachment attached;
    private boolean warned;

    /**
     * Makes a scheduler that has not touched anything yet.
     *
     * @param reload reads the configuration again
     */
    public CellsModule(SchedulerConfig config, Reload<SchedulerConfig> reload) {
        this.config = config;
        this.reload = reload;
    }

    /** State and services that outlive an attachment. */
    private record Lasting(Version version, CarriedState carried, StatsFeed feed) {}

    @Override
    public String name() {
        return CellsBpf.NAME;
    }

    @Override
    public KernelNeeds needs() {
        return CellsBpf.NEEDS;
    }

    @Override
    public HostSettings settings() {
        return config.host();
    }

    @Override
    public void check() {
        source = CellSources.resolve(config.selection());
    }

    @Override
    public void open(Preflight machine, Version version, EventLoop loop) {
        if (!machine.isInHostPidNamespace()) {
            log.warn("Not in the host's PID namespace: mitosis's own tasks do not go first");
        }
        CarriedState carried = new CarriedState(
                new Rebalancer(config.rebalancing(), config.intervals().monitor(), System.nanoTime()));
        StatsFeed feed = new StatsFeed(snapshots, Objects.requireNonNull(source).hierarchyRoot(), loop::wakeUps);
        lasting = new Lasting(version, carried, feed);
    }

    @Override
    public MetricsSource metrics() {
        CellsMetrics metrics =
                new CellsMetrics(Objects.requireNonNull(lasting).carried().changes()::failures);
        snapshots.follow(metrics::accept);
        return metrics;
    }

    @Override
    public Duration interval() {
        return config.intervals().monitor();
    }

    @Override
    public StatsSource<?> stats() {
        return stats;
    }

    @Override
    public Session attach(Preflight machine, KernelConstants kernel, EventLoop loop) {
        Lasting state = Objects.requireNonNull(lasting);
        Attachment now = new Attachment(
                config,
                state.version().number(),
                Objects.requireNonNull(source),
                machine,
                kernel,
                loop,
                state.carried(),
                state.feed(),
                () -> attached = null);
        attached = now;
        if (!warned) {
            // After the first layout is in force: in a large tree it takes a while.
            warned = true;
            boolean honoured = config.features().has(Feature.CPU_CONTROLLER);
            CpuControllerWarnings.log(honoured, Objects.requireNonNull(source).hierarchyRoot());
        }
        return now;
    }

    @Override
    public SettingsChange readAgain() {
        Reload.Result<SchedulerConfig> read = reload.read();
        config = read.inForce();
        if (attached != null) {
            attached.reconfigure(config);
        }
        return read.change();
    }
}
