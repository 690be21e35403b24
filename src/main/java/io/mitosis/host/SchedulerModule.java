// SPDX-License-Identifier: Apache-2.0
package io.mitosis.host;

import io.mitosis.config.HostSettings;
import io.mitosis.event.EventLoop;
import io.mitosis.metrics.MetricsSource;
import io.mitosis.scx.KernelConstants;
import io.mitosis.scx.KernelNeeds;
import io.mitosis.scx.Preflight;
import io.mitosis.stats.wire.StatsSource;
import java.time.Duration;

/** A scheduler as the host sees it, with all that outlives an attachment. Called by the loop's thread. */
public interface SchedulerModule extends AutoCloseable {
    /** Returns the name of the scheduler's BPF object and of its {@code struct sched_ext_ops}. */
    String name();

    /** Returns the kernel features that the scheduler uses. */
    KernelNeeds needs();

    /** Returns the host's part of the settings in force. */
    HostSettings settings();

    /**
     * Checks the settings before anything is opened or loaded.
     *
     * @throws io.mitosis.exit.UsageException if the settings can never work; the message says why
     */
    void check();

    /**
     * Opens the resources that outlive an attachment. Called once, after the checks of the machine.
     *
     * @throws io.mitosis.exit.UsageException if a resource that the settings ask for is not available
     */
    void open(Preflight machine, Version version, EventLoop loop);

    /** Returns the source of the statistics socket. Any thread may read it. */
    StatsSource<?> stats();

    /** Returns the source of metrics. Called at most once, after {@link #open}, and only if metrics are enabled. */
    MetricsSource metrics();

    /** Returns the length of a session's interval. Any thread may call it. */
    Duration interval();

    /**
     * Loads the scheduler and attaches it to the kernel. Returns when a configuration is in force, as {@code /readyz}
     * says so from then on.
     *
     * @throws SchedulerEndedException if the kernel ended it at once
     * @throws io.mitosis.exit.MitosisException if the scheduler cannot be loaded or attached
     */
    Session attach(Preflight machine, KernelConstants kernel, EventLoop loop);

    /**
     * Reloads the settings, and applies those that can change while the scheduler is attached.
     *
     * @throws io.mitosis.exit.UsageException if the settings are invalid; then nothing has changed
     */
    SettingsChange readAgain();

    /** Releases what {@link #open} acquired; nothing by default. */
    @Override
    default void close() {}
}
