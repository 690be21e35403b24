// SPDX-License-Identifier: Apache-2.0
package io.mitosis.host;

import io.mitosis.event.EventLoop;
import io.mitosis.exit.ExitInfo;
import io.mitosis.exit.RestartLimit;
import io.mitosis.exit.SchedulerFailedException;
import io.mitosis.exit.UsageException;
import io.mitosis.linux.HugePages;
import io.mitosis.scx.KernelConstants;
import io.mitosis.scx.Preflight;
import io.mitosis.stats.server.StatsServer;
import io.mitosis.systemd.ServiceManager;
import io.mitosis.systemd.Watchdog;
import io.mitosis.text.Printable;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a scheduler: checks the machine, attaches, serves events until the end, and reports how it ended. */
public final class Host {
    private static final Logger log = LoggerFactory.getLogger(Host.class);

    private final SchedulerModule module;
    private final Version version;
    private final PrintStream err;
    private final Map<String, String> environment;
    private @Nullable Session attached;

    /**
     * Creates a host. It touches nothing before {@link #run}.
     *
     * @param version version of the program, for the log
     * @param err output for the kernel's debug dump
     * @param environment environment variables of the process, which name the service manager's socket
     */
    public Host(SchedulerModule module, Version version, PrintStream err, Map<String, String> environment) {
        this.module = module;
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
            module.check();
            StatsServer.check(module.settings().statsSocket());
            Preflight machine = new Preflight(Path.of("/"));
            machine.requirePrivileges();
            KernelConstants kernel = KernelConstants.read(module.needs());
            machine.requireNoIsolatedCpus();
            machine.requireNoOtherScheduler();
            // khugepaged holds the lock of the process's memory while it waits for its turn on a CPU.
            HugePages.refuse();
            log.info("Running mitosis {}", version);
            Long runId = module.settings().runId();
            if (runId != null) {
                log.info("mitosis run_id: {}", Long.toUnsignedString(runId));
            }
            serve(machine, kernel, signals);
        }
    }

    private void serve(Preflight machine, KernelConstants kernel, Signals signals) {
        RestartLimit restarts = new RestartLimit(kernel.exitCodes());
        try (module;
                EventLoop loop = EventLoop.open();
                ServiceManager manager = ServiceManager.of(environment);
                Watchdog _ = Watchdog.start(environment, loop, manager);
                StatsSocket socket = new StatsSocket(module.settings().statsSocket(), module.stats())) {
            module.open(machine, version, loop);
            signals.wake(loop);
            signals.onHangUp(() -> readAgain(manager));
            try (MetricsEndpoint metrics = MetricsEndpoint.open(module, version)) {
                boolean again = true;
                while (again && !signals.stopRequested()) {
                    ExitInfo end = runOnce(
                            () -> module.attach(machine, kernel, loop), loop, socket, manager, metrics, signals);
                    log.info("Unregister {} scheduler", module.name());
                    report(end);
                    again = kernel.exitCodes().asksForRestart(end);
                    if (again) {
                        restarts.count(end, System.nanoTime());
                    }
                }
            }
        }
    }

    /** Attaches the scheduler and serves events until it is stopped or has ended. Returns the reason. */
    private ExitInfo runOnce(
            Supplier<Session> attach,
            EventLoop loop,
            StatsSocket socket,
            ServiceManager manager,
            MetricsEndpoint metrics,
            Signals signals) {
        try (Session session = attach.get()) {
            attached = session;
            metrics.attached(true);
            socket.open();
            manager.ready(session.status());
            session.onInterval(() -> {
                metrics.turned();
                manager.status(session.status());
            });
            // Startup garbage would otherwise grow the heap at every re-attachment.
            System.gc();
            loop.run();
            if (signals.stopRequested()) {
                manager.stopping();
            }
            return session.detach();
        } catch (SchedulerEndedException early) {
            return early.end();
        } finally {
            attached = null;
            metrics.attached(false);
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
        SettingsChange change;
        try {
            change = module.readAgain();
        } catch (UsageException bad) {
            log.error("Kept all settings: {}", bad.getMessage());
            return;
        } catch (RuntimeException unforeseen) {
            log.error("Kept all settings, please report this:", unforeseen);
            return;
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
        // Names of tasks are chosen by users, and may contain any character.
        err.println(Printable.lines(end.report()));
        if (end.kind().isFailure()) {
            throw new SchedulerFailedException("the BPF scheduler failed: " + end.reason());
        }
    }
}
