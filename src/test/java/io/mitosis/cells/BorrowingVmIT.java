// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.CpuSample;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.Result;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Cells use idle CPUs of each other, and give them back. Guest time counts instructions, and the tests share a daemon,
 * as for {@link FairnessVmIT}.
 */
@Vm(cpus = 4, icount = true)
@TestInstance(Lifecycle.PER_CLASS)
class BorrowingVmIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final long SLICE_US = 20_000;
    // With four busy CPUs taking turns under emulation; for the next tick the usual wait would be half of one.
    private static final long USUAL_WAIT_US = 1_500;

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup web;
    private final Cgroup outside;
    private final Daemon daemon;

    BorrowingVmIT(VirtualMachine vm) {
        this.vm = vm;
        parent = Cgroup.create(vm, "workloads");
        web = parent.child("web");
        outside = Cgroup.create(vm, "outside");
        daemon = Daemon.start(vm, parent, "--enable-borrowing");
    }

    @AfterEach
    void theCellsAreAsTheyWere() {
        assertThat(daemon.layouts()).singleElement().hasToString("[0: 0-1] [1(web): 2-3]");
    }

    @AfterAll
    void stopDaemon() {
        daemon.close();
        parent.close();
        outside.close();
    }

    /** They never sleep: it is when a slice ends that they find out. All of them get the same, lent or not. */
    @Test
    void busyLoopsOfALoneCellShareAllCpus() {
        String ends = web.start("spin", "-p", "6", "-d", "4").waitForExit(LIMIT).text();

        List<Double> used = Pattern.compile("worker \\d+ (\\d+)")
                .matcher(ends)
                .results()
                .map(end -> Long.parseLong(end.group(1)) / 4e9)
                .toList();
        assertThat(used).hasSize(6).allSatisfy(cpus -> assertThat(cpus).isCloseTo(3.6 / 6, within(0.1)));
    }

    /** Two loops have the cell's CPUs all the time; beside them a waker would wait a tick at least. */
    @Test
    void aTaskThatWakesInABusyCellUsesAnIdleCpuOfAnother() {
        BusyLoops.start(web, "-p", "2");
        GuestProcess waker = web.start("waker", "-p", "25000", "-w", "1000", "-d", "4");

        List<CpuSample> samples = CpuSample.take(vm, 100, Duration.ofMillis(20), web);

        assertWaitsAreShort(waker);
        assertThat(samples).extracting(CpuSample::cpu).contains(2, 3).containsAnyOf(0, 1);
    }

    /** A tick would give them back too: that wakers do not wait for one, half the time, takes the kick. */
    @Test
    void aLentCpuIsGivenBackWhenATaskOfTheOwnerWakes() {
        BusyLoops.start(web, "-p", "6");

        GuestProcess owner = outside.start("waker", "-p", "25000", "-w", "1000", "-d", "5");

        assertWaitsAreShort(owner);
    }

    /**
     * Of what it lent the owner gets all back, for as long as it wants it, whatever the clocks of the two cells say: a
     * task of little weight has taken the owner's far ahead.
     */
    @Test
    void aBusyOwnerHasItsCpusForItself() {
        BusyLoops light = BusyLoops.start(outside, "-n", "19");
        CpuTime.used(vm, Duration.ofMillis(200), light.tids());
        light.process().close();
        List<Integer> owners = BusyLoops.start(outside, "-p", "4").tids();
        owners.forEach(owner -> vm.signal("STOP", owner));
        List<Integer> all = new ArrayList<>(BusyLoops.start(web, "-p", "6").tids());
        all.addAll(owners);
        owners.forEach(owner -> vm.signal("CONT", owner));

        CpuTime used = CpuTime.used(vm, Duration.ofSeconds(5), all);

        assertThat(owners).allSatisfy(owner -> assertThat(used.share(owner)).isCloseTo(0.125, within(0.02)));
    }

    /** CPU time that light tasks used on CPUs of their own must not make them wait afterwards. */
    @Test
    void noTaskOfLittleWeightStarvesHavingBorrowed() {
        List<Integer> loops = new ArrayList<>(BusyLoops.start(web, "-p", "2").tids());
        loops.add(BusyLoops.start(web, "-n", "19").pid());
        loops.add(BusyLoops.start(web, "-i").pid());
        assertAllRan(loops, "beside idle CPUs");
        BusyLoops.start(outside, "-p", "4");
        assertAllRan(loops, "with nothing left to borrow");
        loops.forEach(outside::add);
        assertAllRan(loops, "in another cell");
        loops.forEach(web::add);
        assertAllRan(loops, "back");
    }

    /** Half a second of little weight would stand for most of a minute, had it not been nobody else's. */
    @Test
    void whatWasBorrowedIsNotWaitedFor() {
        List<Integer> loops = BusyLoops.start(web, "-p", "2").tids();
        List<Integer> light = BusyLoops.start(web, "-n", "19").tids();
        CpuTime.used(vm, Duration.ofMillis(500), light);
        BusyLoops.start(outside, "-p", "4");
        CpuTime before = CpuTime.of(vm, light);

        CpuTime.used(vm, Duration.ofSeconds(2), loops);

        assertThat(CpuTime.of(vm, light).since(before).sum()).isPositive();
    }

    private void assertAllRan(List<Integer> loops, String where) {
        CpuTime used = CpuTime.used(vm, Duration.ofSeconds(4), loops);
        assertThat(loops)
                .allSatisfy(loop ->
                        assertThat(used.share(loop)).as("%s, %s", where, used).isGreaterThan(0.001));
    }

    /** Now and then the daemon and the test's own programs have the CPU that the waker would find idle. */
    private static void assertWaitsAreShort(GuestProcess waker) {
        Result waits = waker.waitForExit(LIMIT);
        assertThat(Micros.usual(waits)).as("%s", waits).isLessThan(USUAL_WAIT_US);
        assertThat(Micros.longest(waits)).as("%s", waits).isLessThan(2 * SLICE_US);
    }
}
