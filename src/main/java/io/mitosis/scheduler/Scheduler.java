// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import io.mitosis.cells.bpf.CellsBpf;
import io.mitosis.cgroup.CellSource;
import io.mitosis.config.SchedulerConfig;
import io.mitosis.demand.Rebalancer;
import io.mitosis.event.EventLoop;
import io.mitosis.exit.ExitInfo;
import io.mitosis.exit.RestartLimit;
import io.mitosis.exit.SchedulerFailedException;
import io.mitosis.exit.UsageException;
import io.mitosis.linux.HugePages;
import io.mitosis.scx.KernelConstants;
import io.mitosis.scx.Preflight;
import io.mitosis.stats.SnapshotPublisher;
import io.mitosis.stats.server.StatsServer;
import io.mitosis.systemd.ServiceManager;
import io.mitosis.systemd.Watchdog;
import io.mitosis.text.Shown;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the scheduler: checks, attaches, serves events until the end, and says how it ended. */
public final class Scheduler {
    private static final Logger log = LoggerFactory.getLogger(Scheduler.class);

    private final ConfigReload reload;
    private final Version version;
    private final PrintStream err;
    private final Map<String, String> environment;
    // The loop alone changes it.
    private volatile SchedulerConfig config;
    private @Nullable Attachment attached;

    /**
     * Makes a scheduler that has not touched anything yet.
     *
     * @param reload reads the configuration again on SIGHUP
     * @param version of the program, for the log and for the scheduler's name in the kernel
     * @param err where the kernel's debug dump goes
     * @param environment the variables of the process, by which a service manager says what it wants to be told
     */
    public Scheduler(
            SchedulerConfig config,
            ConfigReload reload,
            Version version,
            PrintStream err,
            Map<String, String> environment) {
        this.config = config;
        this.reload = reload;
        this.version = version;
        this.err = err;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Runs until a signal or the kernel ends it. Nothing is loaded before all checks have passed.
     *
     * @throws io.mitosis.exit.MitosisException if it cannot start, or ends with a failure
     */
    public void run() {
        try (Signals signals = Signals.handle()) {
            CellSource source = CellSources.resolve(config.selection());
            StatsServer.check(config.statsSocket());
            Preflight machine = new Preflight(Path.of("/"));
            machine.requirePrivileges();
            KernelConstants kernel = KernelConstants.read(CellsBpf.NEEDS);
            machine.requireNoIsolatedCpus();
            machine.requireNoOtherScheduler();
            // The kernel thread that makes them holds the memory's lock while it waits for a turn in cell 0.
            HugePages.refuse();
            log.info("Running mitosis {}", version);
            if (config.runId() != null) {
                log.info("mitosis run_id: {}", Long.toUnsignedString(config.runId()));
            }
            if (!machine.isInHostPidNamespace()) {
                log.warn("Not in the host's PID namespace: mitosis's own tasks do not go first");
            }
            try (MetricsEndpoint metrics = MetricsEndpoint.open(
                    config.metricsListen(), version, () -> config.intervals().monitor())) {
                serve(source, machine, kernel, signals, metrics);
            }
        }
    }

    private void serve(
            CellSource source, Preflight machine, KernelConstants kernel, Signals signals, MetricsEndpoint metrics) {
        RestartLimit restarts = new RestartLimit(kernel.exitCodes());
        SnapshotPublisher snapshots = new SnapshotPublisher();
        try (EventLoop loop = EventLoop.open();
                ServiceManager manager = ServiceManager.of(environment);
                Watchdog _ = Watchdog.start(environment, loop, manager);
                StatsSocket socket = new StatsSocket(config.statsSocket(), snapshots)) {
            signals.wake(loop);
            signals.onHangUp(() -> readAgain(manager));
            Continuity known = new Continuity(
                    new Rebalancer(config.rebalancing(), config.intervals().monitor(), System.nanoTime()));
            StatsFeed stats = new StatsFeed(snapshots, source.hierarchyRoot(), loop::wakeUps);
            metrics.observe(snapshots, known.changes());
            boolean again = true;
            while (again && !signals.stopRequested()) {
                ExitInfo end;
                try (Attachment attachment =
                        new Attachment(config, version.number(), source, machine, kernel, loop, known, stats)) {
                    attached = attachment;
                    socket.open();
                    metrics.attached(true);
                    manager.ready(attachment.status());
                    attachment.onInterval(() -> manager.status(attachment.status()));
                    // A start leaves more behind than a month of turns, and the JVM would rather have its heap grow
                    // with every restart than look for that.
                    System.gc();
                    loop.run();
                    if (signals.stopRequested()) {
                        manager.stopping();
                    }
                    known.remember(attachment.known());
                    end = attachment.detach();
                } catch (SchedulerEndedException early) {
                    end = early.end();
                } finally {
                    metrics.attached(false);
                    attached = null;
                }
                log.info("Unregister mitosis scheduler");
                report(end);
                again = kernel.exitCodes().asksForRestart(end);
                if (again) {
                    restarts.count(end, System.nanoTime());
                }
            }
        }
    }

    private void readAgain(ServiceManager manager) {
        manager.reloading();
        readAgain();
        if (attached != null) {
            manager.ready(attached.status());
        }
    }

    private void readAgain() {
        ConfigChange change;
        try {
            change = ConfigChange.between(config, reload.read());
        } catch (UsageException bad) {
            log.error("Kept all settings: {}", bad.getMessage());
            return;
        } catch (RuntimeException unforeseen) {
            log.error("Kept all settings, please report this:", unforeseen);
            return;
        }
        config = change.inForce();
        if (attached != null) {
            attached.use(config);
        }
        log.info("Read the configuration again, changed: {}", names(change.live()));
        if (!change.restart().isEmpty()) {
            log.warn("Needs a restart to change: {}", names(change.restart()));
        }
    }

    private static String names(List<String> options) {
        return options.isEmpty() ? "nothing" : String.join(", ", options);
    }

    private void report(ExitInfo end) {
        // Tasks call themselves what they like.
        err.println(Shown.lines(end.report()));
        if (end.kind().isFailure()) {
            throw new SchedulerFailedException("the BPF scheduler failed: " + end.reason());
        }
    }
}
