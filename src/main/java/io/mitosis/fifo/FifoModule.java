// SPDX-License-Identifier: Apache-2.0
package io.mitosis.fifo;

import io.mitosis.config.HostSettings;
import io.mitosis.event.EventLoop;
import io.mitosis.host.Attaching;
import io.mitosis.host.Reload;
import io.mitosis.host.SchedulerModule;
import io.mitosis.host.Session;
import io.mitosis.host.SettingsChange;
import io.mitosis.host.Version;
import io.mitosis.metrics.MetricsSource;
import io.mitosis.scx.KernelConstants;
import io.mitosis.scx.KernelNeeds;
import io.mitosis.scx.Preflight;
import io.mitosis.scx.ScxObject;
import io.mitosis.scx.ScxSettings;
import io.mitosis.stats.wire.StatsSource;
import io.mitosis.stats.wire.TableSource;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A scheduler with one queue for the whole machine. */
public final class FifoModule implements SchedulerModule {
    private static final Logger log = LoggerFactory.getLogger(FifoModule.class);
    /** The name of the scheduler: in the kernel, of its object file, and in the names of its metrics. */
    static final String NAME = "fifo";

    private final Reload<FifoSettings> reload;
    private volatile FifoSettings settings;
    private @Nullable FifoSession attached;
    private volatile @Nullable FifoStats latest;

    /**
     * Creates a scheduler. It touches nothing before {@link #attach}.
     *
     * @param reload reloads the settings
     */
    public FifoModule(FifoSettings settings, Reload<FifoSettings> reload) {
        this.settings = settings;
        this.reload = reload;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public KernelNeeds needs() {
        return new KernelNeeds(List.of(), List.of(), List.of());
    }

    @Override
    public HostSettings settings() {
        return settings.host();
    }

    @Override
    public void check() {
        // The command line accepts only settings that work.
    }

    @Override
    public void open(Preflight machine, Version version, EventLoop loop) {
        // Nothing outlives an attachment.
    }

    @Override
    public StatsSource<?> stats() {
        return new TableSource<>("Metrics of the queue", () -> FifoStats.METRICS, () -> latest);
    }

    @Override
    public MetricsSource metrics() {
        return () -> FifoMetrics.of(latest);
    }

    @Override
    public Duration interval() {
        return settings.interval();
    }

    @Override
    public Session attach(Preflight machine, KernelConstants kernel, EventLoop loop) {
        ScxObject scx = Attaching.attach(machine, on -> load(kernel, on), ScxObject::attach, ScxObject::close)
                .bpf();
        try {
            attached = new FifoSession(scx, loop, settings, stats -> latest = stats, () -> attached = null);
        } catch (RuntimeException failed) {
            scx.close();
            throw failed;
        }
        log.info("Attached the fifo scheduler: {}", attached.status());
        return attached;
    }

    private ScxObject load(KernelConstants kernel, Attaching.Machine on) {
        HostSettings host = settings.host();
        ScxSettings scx =
                new ScxSettings(NAME, on.hotplugSequence(), host.exitDumpLength(), host.timeoutMillis(), host.libbpf());
        return ScxObject.load(NAME, ScxObject.image(NAME), kernel, scx, setup -> {
            if (kernel.requeuesPreempted()) {
                setup.omitCallback(NAME, "cpu_release");
            }
        });
    }

    @Override
    public SettingsChange readAgain() {
        Reload.Result<FifoSettings> read = reload.read();
        settings = read.inForce();
        if (attached != null) {
            attached.reconfigure(settings);
        }
        return read.change();
    }
}
