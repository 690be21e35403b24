// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import io.mitosis.cell.CellOwner;
import io.mitosis.cell.OwnerRequest;
import io.mitosis.demand.Rebalancer;
import io.mitosis.linux.FileDescriptor;
import io.mitosis.linux.TimerFd;
import io.mitosis.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Has the JVM compile what a change of cells takes before there is one: an hour after the start the first cgroup that
 * is made would otherwise wait ten times as long for its CPUs as the hundredth.
 *
 * <p>It decides again and again about the cgroups as they are, with one more and without, and nothing comes of it. The
 * rounds are short turns of the loop, so whatever really happens meanwhile waits for one of them at the most.
 */
final class WarmUp implements AutoCloseable {
    // A method is compiled when it was called about twenty times (src/main/dist/lib/hot-methods), and a round calls it
    // twice at least.
    private static final int ROUNDS = 60;
    // With thousands of cgroups a round takes long enough that the loops in it are compiled earlier.
    private static final Duration LONGEST = Duration.ofSeconds(10);
    // The loop's thread goes before all others of the root cell: they have turns in between.
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final OwnerRequest PRETENDED = OwnerRequest.of(new CellOwner(Path.of("/nobody"), -1));

    private final TreeView tree;
    private final CellSettings settings;
    private final CellManager cells;
    private final TimerFd timer = TimerFd.unset();
    private final long start = System.nanoTime();
    private int rounds;

    /**
     * Makes one whose first round is due soon.
     *
     * @param rebalancer of its own: it is told of layouts that nobody applies
     */
    WarmUp(TreeView tree, CellSettings settings, Rebalancer rebalancer, Topology topology, int maxCells) {
        this.tree = tree;
        this.settings = settings;
        Continuity nothing = new Continuity(rebalancer, CellLog.silent());
        cells = new CellManager(topology, maxCells, settings, nothing, layout -> {});
        timer.once(PAUSE);
    }

    /** Returns what becomes readable when a round is due. */
    FileDescriptor file() {
        return timer.file();
    }

    /** Does one round. */
    void round() {
        timer.drain();
        List<OwnerRequest> owners = tree.look(settings);
        List<OwnerRequest> oneMore = new ArrayList<>(owners);
        oneMore.add(PRETENDED);
        cells.update(oneMore);
        cells.update(owners);
        rounds++;
        if (rounds < ROUNDS && System.nanoTime() - start < LONGEST.toNanos()) {
            timer.once(PAUSE);
        }
    }

    @Override
    public void close() {
        timer.close();
    }
}
