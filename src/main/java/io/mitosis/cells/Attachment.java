// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.bpf.CellsBpf;
import io.mitosis.cells.bpf.CellsBpfSettings;
import io.mitosis.cells.cgroup.CellSource;
import io.mitosis.cells.cgroup.CellWatch;
import io.mitosis.cells.cgroup.CgroupNames;
import io.mitosis.cells.cgroup.CpuGroups;
import io.mitosis.cells.config.SchedulerConfig;
import io.mitosis.cells.limit.LimitMeter;
import io.mitosis.event.EventLoop;
import io.mitosis.exit.ExitInfo;
import io.mitosis.exit.UnsupportedMachineException;
import io.mitosis.host.Attaching;
import io.mitosis.host.Attaching.Attached;
import io.mitosis.host.SchedulerEndedException;
import io.mitosis.host.Session;
import io.mitosis.linux.EventFd;
import io.mitosis.linux.FileDescriptor;
import io.mitosis.linux.Membarrier;
import io.mitosis.linux.SystemInfo;
import io.mitosis.linux.TimerFd;
import io.mitosis.scx.KernelConstants;
import io.mitosis.scx.Preflight;
import io.mitosis.scx.ScxSettings;
import io.mitosis.text.Printable;
import io.mitosis.topology.Topology;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cells while they are attached to the kernel: descriptors, timers and handlers, from load to detach. */
final class Attachment implements Session {
    private static final Logger log = LoggerFactory.getLogger(Attachment.class);
    /** The longest part of a scan in one turn. A scan of an ordinary tree takes less than a millisecond. */
    private static final Duration SCAN_PART = Duration.ofMillis(20);

    private final EventLoop loop;
    private final CarriedState before;
    private final CellsBpf bpf;
    private final CgroupScanner tree;
    private final ChangeGate gate;
    private final CellManager cells;
    private final CellLoop cellLoop;
    private final RescanTimer rescans;
    private final EventFd moreToDo;
    private final TimerFd monitorTimer;
    private final TimerFd reconfigurationTimer;
    private Runnable onInterval = () -> {};
    // Why the scheduler must not go on.
    private @Nullable UnsupportedMachineException refusal;
    // Actions that close what was opened, the latest first.
    private final Deque<Runnable> opened = new ArrayDeque<>();

    /**
     * Loads and attaches a scheduler and puts the first layout in force.
     *
     * @param before the state of an earlier attachment
     * @param stats publishes the statistics of each interval
     * @param onClose is run when everything is closed
     */
    Attachment(
            SchedulerConfig config,
            String version,
            CellSource source,
            Preflight machine,
            KernelConstants kernel,
            EventLoop loop,
            CarriedState before,
            StatsFeed stats,
            Runnable onClose) {
        this.loop = loop;
        this.before = before;
        opened.push(onClose);
        CellsBpf attached = null;
        LimitMeter limits = new LimitMeter(System.nanoTime());
        try {
            Attached<CellsBpf> now = Attaching.attach(
                    machine,
                    on -> CellsBpf.load(kernel, settings(config, version, source, on, machine)),
                    CellsBpf::attach,
                    CellsBpf::close);
            Topology topology = now.topology();
            bpf = now.bpf();
            opened.push(bpf::close);
            attached = bpf;
            log.info("Mitosis Scheduler Attached.");
            CellWatch watch = CellWatch.open(source, !bpf.reportsCpusetWrites(), log::warn);
            opened.push(watch::close);
            tree = CgroupScanner.ofDaemon(source, topology.usable(), before.problems(), watch);
            GracePeriod grace = GracePeriod.on(loop, Membarrier::global, this::onGracePassed);
            gate = new ChangeGate(bpf::apply, bpf::rescueWaiting, grace);
            opened.push(gate::close);
            cells = new CellManager(topology, bpf.maxCells(), config.cells(), before, gate::apply);
            moreToDo = EventFd.open();
            opened.push(moreToDo::close);
            PartialScans partial = new PartialScans(tree, bpf::cpusetWrites, SCAN_PART, moreToDo::signal);
            opened.push(partial::abandon);
            MissedLimits missed =
                    new MissedLimits(room -> onLimitMissed(config.features().strictLimits(), room));
            cellLoop = new CellLoop(
                    config,
                    bpf,
                    partial,
                    cells,
                    before.rebalancer(),
                    gate,
                    stats,
                    new LimitMonitor(bpf::readLimits, limits, CgroupNames.of(source.hierarchyRoot()), missed),
                    this::scanSoon,
                    this::published);
            rescans = new RescanTimer(config.intervals().debounce(), cellLoop::scan);
            opened.push(rescans::close);
            monitorTimer = TimerFd.every(config.intervals().monitor());
            opened.push(monitorTimer::close);
            reconfigurationTimer = TimerFd.every(config.intervals().reconfiguration());
            opened.push(reconfigurationTimer::close);
            serve(watch);
        } catch (RuntimeException failed) {
            ExitInfo end = attached == null ? null : attached.scx().exitInfo();
            close();
            throw end == null || end.kind().isRunning() ? failed : new SchedulerEndedException(end, failed);
        }
    }

    private static CellsBpfSettings settings(
            SchedulerConfig config, String version, CellSource source, Attaching.Machine on, Preflight machine) {
        return new CellsBpfSettings(
                new ScxSettings(
                        "mitosis_" + version,
                        on.hotplugSequence(),
                        config.host().exitDumpLength(),
                        config.host().timeoutMillis(),
                        config.host().libbpf()),
                // The scheduler is loaded by the thread of the loop.
                machine.isInHostPidNamespace() ? SystemInfo.threadId() : CellsBpfSettings.NO_THREAD,
                config.features().withLlcs(on.topology()),
                config.cells().borrowing(),
                config.features(),
                CpuGroups.count(source.hierarchyRoot()));
    }

    private void serve(CellWatch watch) {
        register(bpf.scx().doorbell(), this::onDoorbell);
        register(watch.file(), () -> {
            if (watch.drain()) {
                rescans.notified();
            }
        });
        register(rescans.file(), rescans::expired);
        register(moreToDo.file(), () -> {
            moreToDo.drain();
            cellLoop.continueScan();
        });
        register(gate.file(), cellLoop::holdOffEnded);
        register(monitorTimer.file(), () -> {
            monitorTimer.drain();
            cellLoop.interval();
        });
        register(reconfigurationTimer.file(), () -> {
            reconfigurationTimer.drain();
            rescans.scan();
        });
    }

    private void register(FileDescriptor file, Runnable turn) {
        loop.register(file, cellLoop.guarded(turn));
        opened.push(() -> loop.unregister(file));
    }

    private void scanSoon() {
        rescans.scanSoon();
    }

    private void published() {
        onInterval.run();
    }

    private void onGracePassed() {
        cellLoop.guarded(cellLoop::gracePassed).run();
    }

    /** Reports that there is no room for the limit of a cgroup, or ends because of it. */
    private void onLimitMissed(boolean strict, int room) {
        String reason = "there is room for the cpu.max of " + room + " cgroups, but not of another one";
        if (strict) {
            refusal = new UnsupportedMachineException("--cpu-controller strict: " + reason);
            loop.stop();
        } else {
            log.warn("A cpu.max has no effect: {}", reason);
        }
    }

    /** Handles the doorbell: the scheduler has ended, or a cpuset was written. */
    private void onDoorbell() {
        bpf.scx().drainDoorbell();
        if (cellLoop.hasEnded()) {
            loop.stop();
        } else if (cellLoop.cpusetsWritten()) {
            rescans.notified();
        }
    }

    /** Takes another configuration. Options that cannot change while the scheduler is attached keep their values. */
    void reconfigure(SchedulerConfig changed) {
        monitorTimer.repeat(changed.intervals().monitor());
        reconfigurationTimer.repeat(changed.intervals().reconfiguration());
        rescans.reconfigure(changed.intervals().debounce());
        cellLoop.guarded(() -> cellLoop.reconfigure(changed)).run();
    }

    @Override
    public void onInterval(Runnable task) {
        onInterval = task;
    }

    @Override
    public String status() {
        int count = cells.layout().cells().size();
        return count + (count == 1 ? " cell" : " cells") + " on "
                + cells.layout().usable().count() + " CPUs"
                + tree.missing()
                        .map(parent -> ", waits for " + Printable.line(parent.toString()))
                        .orElse("");
    }

    @Override
    public ExitInfo detach() {
        before.remember(cells.state());
        bpf.scx().detach();
        ExitInfo end = bpf.scx().exitInfo();
        if (refusal != null && !end.kind().isFailure()) {
            throw refusal;
        }
        return end;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            opened.pop().run();
        }
    }
}
