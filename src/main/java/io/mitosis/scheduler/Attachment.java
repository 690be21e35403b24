// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import io.mitosis.bpf.KernelConstants;
import io.mitosis.bpf.SchedulerBpf;
import io.mitosis.bpf.SchedulerSettings;
import io.mitosis.cell.CellOwner;
import io.mitosis.cell.CellTable;
import io.mitosis.cgroup.CellWatch;
import io.mitosis.cgroup.OwnerFacts;
import io.mitosis.cgroup.ParentCgroup;
import io.mitosis.event.EventLoop;
import io.mitosis.exit.ExitInfo;
import io.mitosis.linux.FileDescriptor;
import io.mitosis.linux.TimerFd;
import io.mitosis.topology.SysfsTopology;
import io.mitosis.topology.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A scheduler that is attached to the kernel, with all that feeds it, from load to detach. */
final class Attachment implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Attachment.class);

    private final EventLoop loop;
    private final SchedulerConfig config;
    private final ParentCgroup parent;
    private final Topology topology;
    private final SchedulerBpf bpf;
    private final CellManager cells;
    private final UsageLog usage;
    private boolean parentExists;
    private boolean lookAgain;
    // What was opened, the latest first: it is closed in this order.
    private final Deque<Runnable> opened = new ArrayDeque<>();

    /**
     * Loads and attaches a scheduler and puts the first layout in force.
     *
     * @param known cells of an earlier attachment, which keep their ids
     */
    Attachment(
            SchedulerConfig config,
            String version,
            ParentCgroup parent,
            MachineCheck machine,
            KernelConstants kernel,
            EventLoop loop,
            CellTable known) {
        this.loop = loop;
        this.config = config;
        this.parent = parent;
        parentExists = parent.exists();
        SchedulerBpf attached = null;
        try {
            // Read before the topology: if a CPU comes or goes in between, the kernel refuses the scheduler.
            long hotplugSequence = machine.hotplugSequence();
            topology = readTopology();
            bpf = SchedulerBpf.load(
                    kernel,
                    new SchedulerSettings(topology, "mitosis_" + version, hotplugSequence, config.exitDumpLength()));
            opened.push(bpf::close);
            bpf.attach();
            attached = bpf;
            log.info("Mitosis Scheduler Attached.");
            CellWatch watch = CellWatch.open(parent, false, log::warn);
            opened.push(watch::close);
            int capacity = Math.min(topology.usable().count(), bpf.maxCells());
            cells = new CellManager(topology, capacity, known, owners(), bpf::apply);
            usage = new UsageLog(bpf.sample(cells.layout()));
            TimerFd timer = TimerFd.every(config.intervals().monitor());
            opened.push(timer::close);
            serve(watch, timer);
        } catch (RuntimeException failed) {
            ExitInfo end = attached == null ? null : attached.exitInfo();
            close();
            throw end == null || end.kind().isRunning() ? failed : new SchedulerEndedException(end, failed);
        }
    }

    private void serve(CellWatch watch, TimerFd timer) {
        register(bpf.doorbell(), this::onDoorbell);
        register(watch.file(), () -> {
            if (watch.drain()) {
                onCgroupChange();
            }
        });
        register(timer.file(), () -> {
            timer.drain();
            onInterval();
        });
    }

    private void register(FileDescriptor file, Runnable handler) {
        loop.register(file, () -> guarded(handler));
        opened.push(() -> loop.unregister(file));
    }

    /** Whatever fails here, the layout in force stays in force, and the next interval looks again. */
    private void guarded(Runnable handler) {
        try {
            handler.run();
        } catch (RuntimeException failed) {
            lookAgain = true;
            log.error("The cell configuration stays {}: {}", cells.layout().describe(), failed.getMessage());
            log.debug("Cause:", failed);
        }
    }

    private static Topology readTopology() {
        try {
            return SysfsTopology.read(Path.of("/sys"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The BPF side rings when the scheduler has ended. */
    private void onDoorbell() {
        bpf.answerDoorbell();
        if (!bpf.exitInfo().kind().isRunning()) {
            loop.stop();
        }
    }

    private void onCgroupChange() {
        noteParent(parent.exists());
        cells.update(owners());
    }

    private List<CellOwner> owners() {
        return parent.read(config.cells().exclude(), topology.usable()).owners().stream()
                .map(OwnerFacts::owner)
                .toList();
    }

    private void noteParent(boolean exists) {
        if (exists && !parentExists) {
            log.info("The parent cgroup {} is back", parent.directory());
        } else if (!exists && parentExists) {
            log.warn("The parent cgroup {} is gone: all tasks share cell 0 until it returns", parent.directory());
        }
        parentExists = exists;
    }

    private void onInterval() {
        bpf.settle();
        if (lookAgain) {
            lookAgain = false;
            onCgroupChange();
        }
        usage.collect(bpf.sample(cells.layout()));
    }

    /** Returns the cells as they are known, for the next attachment. */
    CellTable cells() {
        return cells.table();
    }

    /** Gives the CPUs back to the kernel's own scheduler. Returns how the BPF scheduler ended. */
    ExitInfo detach() {
        bpf.detach();
        return bpf.exitInfo();
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            opened.pop().run();
        }
    }
}
