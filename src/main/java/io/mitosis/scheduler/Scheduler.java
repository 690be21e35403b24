// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import io.mitosis.bpf.KernelConstants;
import io.mitosis.cell.CellTable;
import io.mitosis.cgroup.ParentCgroup;
import io.mitosis.cgroup.ParentCgroupException;
import io.mitosis.event.EventLoop;
import io.mitosis.exit.ExitCode;
import io.mitosis.exit.ExitInfo;
import io.mitosis.exit.SchedulerFailedException;
import io.mitosis.exit.UsageException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the scheduler: checks, attaches, serves events until the end, and says how it ended. */
public final class Scheduler {
    private static final Logger log = LoggerFactory.getLogger(Scheduler.class);

    private final SchedulerConfig config;

    @SuppressWarnings("UnusedVariable") // SIGHUP is not wired up yet.
    private final ConfigReload reload;

    private final Version version;
    private final PrintStream err;

    /**
     * Makes a scheduler that has not touched anything yet.
     *
     * @param reload what SIGHUP asks for
     * @param version of the program, for the log and for the scheduler's name in the kernel
     * @param err where the kernel's debug dump goes
     */
    public Scheduler(SchedulerConfig config, ConfigReload reload, Version version, PrintStream err) {
        this.config = config;
        this.reload = reload;
        this.version = version;
        this.err = err;
    }

    /**
     * Runs until a signal or the kernel ends it. Nothing is loaded before all checks have passed.
     *
     * @throws io.mitosis.exit.MitosisException if it cannot start, or ends with a failure
     */
    public void run() {
        try (Signals signals = Signals.handle()) {
            ParentCgroup parent = parent();
            MachineCheck machine = new MachineCheck(Path.of("/"));
            machine.requirePrivileges();
            KernelConstants kernel = KernelConstants.read();
            machine.requireNoIsolatedCpus();
            machine.requireNoOtherScheduler();
            log.info("Running mitosis {}", version);
            serve(parent, machine, kernel, signals);
        }
    }

    private ParentCgroup parent() {
        try {
            return switch (config.selection()) {
                case CellSelection.ChildrenOf parent -> ParentCgroup.resolve(parent.option());
                case CellSelection.WithCpuset() -> throw new UsageException("--cpuset-cells is not there yet");
            };
        } catch (ParentCgroupException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private void serve(ParentCgroup parent, MachineCheck machine, KernelConstants kernel, Signals signals) {
        ExitCode exitCode = new ExitCode(kernel.restartAction());
        try (EventLoop loop = EventLoop.open()) {
            signals.wake(loop);
            CellTable known = CellTable.empty();
            boolean again = true;
            while (again && !signals.stopRequested()) {
                ExitInfo end;
                try (Attachment attachment =
                        new Attachment(config, version.number(), parent, machine, kernel, loop, known)) {
                    loop.run();
                    known = attachment.cells();
                    end = attachment.detach();
                } catch (SchedulerEndedException early) {
                    end = early.end();
                }
                log.info("Unregister mitosis scheduler");
                report(end);
                again = exitCode.asksForRestart(end);
            }
        }
    }

    private void report(ExitInfo end) {
        err.println(end.report());
        if (end.kind().isFailure()) {
            throw new SchedulerFailedException("the BPF scheduler failed: " + end.reason());
        }
    }
}
