// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.bpf.CellsBpf;
import io.mitosis.cells.bpf.CellsBpfSettings;
import io.mitosis.cells.cgroup.CellSource;
import io.mitosis.cells.cgroup.CellWatch;
import io.mitosis.cells.config.SchedulerConfig;
import io.mitosis.event.EventLoop;
import io.mitosis.exit.ExitInfo;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A scheduler that is attached to the kernel, with all that feeds it, from load to detach. */
final class Attachment implements Session {
    private static final Logger log = LoggerFactory.getLogger(Attachment.class);
    /** How long others may have to wait for the loop; a look at an ordinary tree takes less than a millisecond. */
    private static final Duration PART_OF_A_LOOK = Duration.ofMillis(20);

    private final EventLoop loop;
    private final CarriedState before;
    private final CellsBpf bpf;
    private final CgroupScanner tree;
    private final ChangeGate gate;
    private final CellManager cells;
    private final CellLoop turns;
    private final RescanTimer looks;
    private final EventFd moreToDo;
    private final TimerFd monitorTimer;
    private final TimerFd reconfigurationTimer;
    private Runnable onInterval = () -> {};
    // What was opened, the latest first: it is closed in this order.
    private final Deque<Runnable> opened = new ArrayDeque<>();

    /**
     * Loads and attaches a scheduler and puts the first layout in force.
     *
     * @param before what is known of an earlier attachment
     * @param stats what is told of each interval
     * @param onClose what is to be done when all of it is closed
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
        try {
            Attached<CellsBpf> now = Attaching.attach(
                    machine,
                    on -> CellsBpf.load(kernel, settings(config, version, on, machine)),
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
            PartialScans partial = new PartialScans(tree, bpf::cpusetWrites, PART_OF_A_LOOK, moreToDo::signal);
            opened.push(partial::abandon);
            turns = new CellLoop(config, bpf, partial, cells, before.rebalancer(), gate, stats, this::lookSoon);
            looks = new RescanTimer(config.intervals().debounce(), turns::look);
            opened.push(looks::close);
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
            SchedulerConfig config, String version, Attaching.Machine on, Preflight machine) {
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
                config.features());
    }

    private void serve(CellWatch watch) {
        register(bpf.scx().doorbell(), this::onDoorbell);
        register(watch.file(), () -> {
            if (watch.drain()) {
                looks.told();
            }
        });
        register(looks.file(), looks::expired);
        register(moreToDo.file(), () -> {
            moreToDo.drain();
            turns.goOn();
        });
        register(gate.file(), turns::rested);
        register(monitorTimer.file(), () -> {
            monitorTimer.drain();
            try {
                turns.interval();
            } finally {
                onInterval.run();
            }
        });
        register(reconfigurationTimer.file(), () -> {
            reconfigurationTimer.drain();
            looks.look();
        });
    }

    private void register(FileDescriptor file, Runnable turn) {
        loop.register(file, turns.guarded(turn));
        opened.push(() -> loop.unregister(file));
    }

    private void lookSoon() {
        looks.soon();
    }

    private void onGracePassed() {
        turns.guarded(turns::gracePassed).run();
    }

    /** The BPF side rings when the scheduler has ended, and when a cpuset was written. */
    private void onDoorbell() {
        bpf.scx().drainDoorbell();
        if (turns.hasEnded()) {
            loop.stop();
        } else if (turns.cpusetsWritten()) {
            looks.told();
        }
    }

    /** Goes on with another configuration; what cannot change while the scheduler is attached is as it was. */
    void use(SchedulerConfig changed) {
        monitorTimer.repeat(changed.intervals().monitor());
        reconfigurationTimer.repeat(changed.intervals().reconfiguration());
        looks.use(changed.intervals().debounce());
        turns.guarded(() -> turns.use(changed)).run();
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
        before.remember(cells.known());
        bpf.scx().detach();
        return bpf.scx().exitInfo();
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            opened.pop().run();
        }
    }
}
