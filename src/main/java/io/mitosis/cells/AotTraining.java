// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.bpf.CellsBpf;
import io.mitosis.cells.bpf.CellsBpfSettings;
import io.mitosis.cells.cgroup.CellWatch;
import io.mitosis.cells.cgroup.LimitedCgroups;
import io.mitosis.cells.cgroup.ParentCgroup;
import io.mitosis.cells.cgroup.TreeQuery;
import io.mitosis.cells.config.AttributeTrust;
import io.mitosis.cells.config.CellSettings;
import io.mitosis.cells.config.Features;
import io.mitosis.cells.config.RebalanceSettings;
import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.model.CellTerms;
import io.mitosis.cells.model.OwnerRequest;
import io.mitosis.cells.model.OwnerRequests;
import io.mitosis.cells.rebalance.Rebalancer;
import io.mitosis.cells.stats.Limits;
import io.mitosis.cells.stats.Snapshot;
import io.mitosis.cells.usage.CellCounters;
import io.mitosis.cells.usage.UsageDeltas;
import io.mitosis.cells.usage.UsageReport;
import io.mitosis.config.Intervals;
import io.mitosis.config.LibbpfSettings;
import io.mitosis.config.SocketSettings;
import io.mitosis.event.EventLoop;
import io.mitosis.exit.ExitCode;
import io.mitosis.exit.SchedulerFailedException;
import io.mitosis.host.LiveTopology;
import io.mitosis.host.Signals;
import io.mitosis.linux.HugePages;
import io.mitosis.linux.Membarrier;
import io.mitosis.linux.TimerFd;
import io.mitosis.scx.KernelConstants;
import io.mitosis.scx.ScxSettings;
import io.mitosis.stats.SnapshotPublisher;
import io.mitosis.stats.server.StatsServer;
import io.mitosis.topology.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Goes through a start and a change of cells without a scheduler in the kernel, so that the JVM's cache of loaded
 * classes is made of what a daemon needs. The kernel may have no sched_ext: the load that fails there is part of it.
 * Where it has, nothing is attached.
 */
public final class AotTraining {
    private AotTraining() {}

    /** Runs once. */
    public static void run() {
        HugePages.refuse();
        ParentCgroup parent = ParentCgroup.resolve("/");
        Topology topology = LiveTopology.read();
        load(topology);
        LimitedCgroups.find(parent.hierarchyRoot());
        try (EventLoop loop = EventLoop.open();
                Signals signals = Signals.handle();
                CellWatch watch = CellWatch.open(parent, false, problem -> {});
                TimerFd timer = TimerFd.every(Duration.ofMillis(1));
                ChangeGate gate =
                        new ChangeGate(layout -> {}, () -> {}, GracePeriod.on(loop, Membarrier::global, loop::stop))) {
            parent.read(new TreeQuery(Set.of(), topology.usable(), AttributeTrust.TRUSTED, false, false));
            CellLayout changed = changeCells(topology, new OwnerRequests(List.of(owner("a", 1), owner("b", 2)), null));
            loop.register(watch.file(), watch::drain);
            loop.register(timer.file(), () -> {
                timer.drain();
                if (gate.isOpen()) {
                    gate.apply(changed);
                }
            });
            while (!signals.stopRequested() && loop.wakeUps() == 0) {
                loop.run();
            }
            loop.unregister(timer.file());
        }
    }

    private static void load(Topology topology) {
        KernelConstants nothing = new KernelConstants(1, 0, new ExitCode(1, 2), true, true);
        CellsBpfSettings settings = new CellsBpfSettings(
                new ScxSettings("training", 0, 0, 0, LibbpfSettings.DEFAULT), 1, topology, false, Features.DEFAULT, 0);
        try (CellsBpf bpf = CellsBpf.load(nothing, settings)) {
            bpf.scx().exitInfo();
        } catch (SchedulerFailedException expected) {
            // This kernel has no sched_ext.
        }
    }

    private static OwnerRequest owner(String name, long cgid) {
        return new OwnerRequest(new CellOwner(Path.of("/training", name), cgid), CellTerms.DEFAULT);
    }

    private static CellLayout changeCells(Topology topology, OwnerRequests owners) {
        Rebalancer rebalancer = new Rebalancer(RebalanceSettings.DEFAULT, Intervals.DEFAULT.monitor(), 0);
        CellManager cells = new CellManager(
                topology, AssignmentInput.MAX_CELLS, CellSettings.DEFAULT, new CarriedState(rebalancer), layout -> {});
        cells.start(OwnerRequests.NONE);
        UsageMonitor usage = new UsageMonitor(rebalancer, cells.layout(), AotTraining::count);
        cells.update(owners);
        UsageReport report = usage.collect(cells.layout());
        answer(publisher ->
                new StatsFeed(publisher, Path.of("/"), () -> 1).publish(report, cells, rebalancer, Limits.NONE));
        cells.rebalance(1);
        return cells.layout();
    }

    /** Has statistics asked for at a socket. */
    private static void answer(Consumer<SnapshotPublisher<Snapshot>> publish) {
        SnapshotPublisher<Snapshot> snapshots = new SnapshotPublisher<>();
        publish.accept(snapshots);
        try {
            Path socket = Files.createTempDirectory("mitosis").resolve("stats");
            StatsServer server =
                    StatsServer.start(new SocketSettings(socket, 0600, null), Snapshot.source(snapshots::latest));
            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                client.write(StandardCharsets.UTF_8.encode("{\"req\":\"stats\"}\n"));
                client.read(ByteBuffer.allocate(1));
            } finally {
                server.close();
            }
            Files.delete(Objects.requireNonNull(socket.getParent()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot train with statistics", e);
        }
    }

    private static void count(UsageDeltas growth) {
        growth.ran(0, 0, 1);
        growth.counted(0, CellCounters.ZERO);
    }
}
