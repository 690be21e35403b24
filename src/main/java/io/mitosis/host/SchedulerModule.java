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

/** A scheduler as the host sees it, with all that outlives an attachment. For the loop's thread. */
public interface SchedulerModule extends AutoCloseable {
    /** Returns the name of its BPF object and of its {@code struct sched_ext_ops}. */
    String name();

    /** Returns what it asks of the kernel. */
    KernelNeeds needs();

    /** Returns the settings in force that the host goes by. */
    HostSettings settings();

    /**
     * Refuses what can never work, before anything is touched.
     *
     * @throws io.mitosis.exit.UsageException that says what is wrong
     */
    void check();

    /**
     * Opens what outlives an attachment. Called once, after the checks of the machine.
     *
     * @throws io.mitosis.exit.UsageException if something that was asked for cannot be had
     */
    void open(Preflight machine, Version version, EventLoop loop);

    /** Returns what the statistics socket answers from; any thread asks it. */
    StatsSource<?> stats();

    /** Returns what is shown to Prometheus. Called at most once, after {@link #open}, if it is asked for. */
    MetricsSource metrics();

    /** Returns how often a session ends an interval; any thread asks. */
    Duration interval();

    /**
     * Loads the scheduler and makes it the kernel's.
     *
     * @throws SchedulerEndedException if the kernel ended it at once
     * @throws io.mitosis.exit.MitosisException if it cannot be loaded or attached
     */
    Session attach(Preflight machine, KernelConstants kernel, EventLoop loop);

    /**
     * Reads its settings again, and goes on with those that can change while it is attached.
     *
     * @throws io.mitosis.exit.UsageException if they cannot be right; then nothing has changed
     */
    SettingsChange readAgain();

    @Override
    void close();
}
