// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import io.mitosis.bpf.KernelConstants;
import io.mitosis.bpf.SchedulerBpf;
import io.mitosis.bpf.SchedulerSettings;
import io.mitosis.cell.CellCpus;
import io.mitosis.cell.CellId;
import io.mitosis.cell.CellLayout;
import io.mitosis.cell.CellOwner;
import io.mitosis.cell.CellTable;
import io.mitosis.cgroup.CellWatch;
import io.mitosis.cgroup.ParentCgroup;
import io.mitosis.demand.CellCounters;
import io.mitosis.demand.RunningTimes;
import io.mitosis.demand.UsageSample;
import io.mitosis.event.EventLoop;
import io.mitosis.exit.SchedulerFailedException;
import io.mitosis.linux.Membarrier;
import io.mitosis.linux.TimerFd;
import io.mitosis.topology.SysfsTopology;
import io.mitosis.topology.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Goes through a start and a change of cells without a scheduler in the kernel, so that the JVM's cache of loaded
 * classes is made of what a daemon needs. The kernel may have no sched_ext: the load that fails there is part of it.
 * Where it has, nothing is attached.
 */
public final class SchedulerRehearsal {
    private SchedulerRehearsal() {}

    /** Runs once. */
    public static void run() throws IOException {
        ParentCgroup parent = ParentCgroup.resolve("/");
        Topology topology = SysfsTopology.read(Path.of("/sys"));
        load(topology);
        try (EventLoop loop = EventLoop.open();
                Signals signals = Signals.handle();
                CellWatch watch = CellWatch.open(parent, false, problem -> {});
                TimerFd timer = TimerFd.every(Duration.ofMillis(1))) {
            parent.read(Set.of(), topology.usable());
            changeCells(topology, List.of(owner("a", 1), owner("b", 2)));
            loop.register(watch.file(), watch::drain);
            loop.register(timer.file(), () -> {
                timer.drain();
                Membarrier.global();
                loop.stop();
            });
            while (!signals.stopRequested() && loop.wakeUps() == 0) {
                loop.run();
            }
            loop.unregister(timer.file());
        }
    }

    private static void load(Topology topology) {
        KernelConstants nothing = new KernelConstants(1, 0, 1, true);
        try (SchedulerBpf bpf = SchedulerBpf.load(nothing, new SchedulerSettings(topology, "rehearsal", 0, 0))) {
            bpf.exitInfo();
        } catch (SchedulerFailedException expected) {
            // This kernel has no sched_ext.
        }
    }

    private static CellOwner owner(String name, long cgid) {
        return new CellOwner(Path.of("/rehearsal", name), cgid);
    }

    private static void changeCells(Topology topology, List<CellOwner> owners) {
        int capacity = topology.usable().count();
        CellManager cells = new CellManager(topology, capacity, CellTable.empty(), List.of(), layout -> {});
        UsageLog usage = new UsageLog(sample(0, cells.layout(), Map.of()));
        cells.update(owners);
        Map<CellId, CellCounters> counters = new HashMap<>();
        for (CellCpus cell : cells.layout().cells()) {
            counters.put(cell.cell().id(), CellCounters.ZERO.plus(new CellCounters(1, 1, 1, 1, 1)));
        }
        usage.collect(sample(1, cells.layout(), counters));
    }

    private static UsageSample sample(long takenNanos, CellLayout layout, Map<CellId, CellCounters> counters) {
        List<CellId> ids = layout.cells().stream().map(cell -> cell.cell().id()).toList();
        long[] nanos = new long[ids.size() * layout.usable().count()];
        return new UsageSample(takenNanos, layout, counters, new RunningTimes(layout.usable(), ids, nanos));
    }
}
