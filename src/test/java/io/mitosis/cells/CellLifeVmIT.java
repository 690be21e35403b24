// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mitosis.vm.Await;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Cells come and go with their cgroups, however many and however fast, and nothing of them stays behind. */
@Vm(cpus = 8, topology = "sockets=2,cores=2,threads=2")
class CellLifeVmIT {
    private static final int BURST = 50;
    private static final int BURSTS = 9;
    private static final int ONE_BY_ONE = 10;
    private static final int MOST_CELLS = 7;
    private static final long MOST_GROWTH_KB = 8 * 1024;
    private static final String ALONE = "[0: 0-7]";

    private final VirtualMachine vm;
    private final Cgroup parent;

    CellLifeVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent();
    }

    @Test
    void fiveHundredCgroupsComeAndGoAndLeaveNothingBehind() {
        try (Daemon daemon = start()) {
            // The first rounds load classes and reserve memory, which is no leak.
            comeAndGoTogether(daemon);
            oneComesAndGoes(daemon);
            Footprint before = Footprint.of(vm, daemon);

            int pushedBefore = daemon.layouts().size();
            for (int i = 0; i < BURSTS; i++) {
                comeAndGoTogether(daemon);
            }
            int pushed = daemon.layouts().size() - pushedBefore;
            assertThat(pushed).as("configurations").isBetween(2 * BURSTS, 2 * BURSTS * BURST / 10);
            int eventsOfBursts = CellEvent.of(daemon).size();
            for (int i = 0; i < ONE_BY_ONE; i++) {
                oneComesAndGoes(daemon);
            }

            assertThat(daemon.layout()).hasToString(ALONE);
            List<CellEvent> events = CellEvent.of(daemon);
            assertEveryIdIsTheLowestThatIsFree(events);
            assertThat(events.subList(eventsOfBursts, events.size()))
                    .hasSize(2 * ONE_BY_ONE)
                    .extracting(CellEvent::id)
                    .containsOnly(1);
            Footprint after = Footprint.of(vm, daemon);
            System.out.println("before " + before + ", after " + after);
            assertThat(after.files()).isEqualTo(before.files());
            assertThat(after.watches()).isEqualTo(before.watches());
            assertThat(after.threads()).isLessThanOrEqualTo(before.threads());
            assertThat(after.residentKilobytes()).isLessThan(before.residentKilobytes() + MOST_GROWTH_KB);
            assertThat(daemon.logLines(" ERROR ")).isEmpty();
        }
    }

    /** More than a hundred changes, each of which comes after the daemon could have acted on the one before. */
    @Test
    void whatComesInABurstIsTakenTogether() {
        double window = 2;
        try (Daemon daemon = start("--reconcile-debounce-ms", "2000")) {
            parent.child("first");
            daemon.awaitCells("first");
            double seconds = change(parent);
            daemon.awaitCells("first", "last");

            // One at once, one a window, one for the end.
            assertThat((double) daemon.layouts().size() - 1)
                    .as("configurations in %s s", seconds)
                    .isBetween(2.0, 2 + seconds / window);
        }
    }

    /** It is longer than twenty windows, and the pauses in it are shorter than one. */
    @Test
    void aBurstThatDoesNotEndIsNotWaitedFor() {
        try (Daemon daemon = start("--reconcile-debounce-ms", "250")) {
            parent.child("first");
            daemon.awaitCells("first");
            double seconds = change(parent);

            // One may be of its begin.
            assertThat(daemon.layouts())
                    .as("after %s s", seconds)
                    .filteredOn(layout -> layout.cells().keySet().stream().anyMatch(name -> name.startsWith("c")))
                    .hasSizeGreaterThanOrEqualTo(2);
            daemon.awaitCells("first", "last");
        }
    }

    @Test
    void aCgroupMadeAgainUnderItsNameIsANewCell() {
        Cgroup web = parent.child("web");
        parent.child("batch");
        try (Daemon daemon = start()) {
            long first = web.cgid();
            web.remove();
            daemon.awaitCells("batch");
            parent.child("web");
            daemon.awaitCells("batch", "web");

            assertTookThePlaceOf(first, web, daemon);
        }
    }

    /** Both happen before the daemon looks: the name was there before and is there now. */
    @Test
    void aCgroupMadeAgainBetweenTwoLooksIsANewCell() {
        Cgroup web = parent.child("web");
        try (Daemon daemon = start()) {
            long first = web.cgid();
            daemon.process().signal(GuestProcess.SIGSTOP);
            makeAgain(web);
            daemon.process().signal(GuestProcess.SIGCONT);

            assertTookThePlaceOf(first, web, daemon);
        }
    }

    /** Something else opens the window, within which the cgroup goes and comes. */
    @Test
    void aCgroupMadeAgainWithinAWindowIsANewCell() {
        Cgroup web = parent.child("web");
        try (Daemon daemon = start("--reconcile-debounce-ms", "3000")) {
            long first = web.cgid();
            parent.child("other");
            daemon.awaitCells("web", "other");
            int pushed = daemon.layouts().size();
            makeAgain(web);

            assertTookThePlaceOf(first, web, daemon);
            assertThat(daemon.layouts()).hasSizeLessThanOrEqualTo(pushed + 1);
        }
    }

    private Daemon start(String... options) {
        return Daemon.start(
                vm,
                parent,
                Stream.concat(Stream.of(Daemon.BY_EVENTS_ALONE), Stream.of(options))
                        .toArray(String[]::new));
    }

    /** Makes and removes a cell every 80 ms or so; no two have the same name. Returns how long it took. */
    private double change(Cgroup parent) {
        return GuestClock.secondsOf(vm, """
                cd $0
                mkdir c0
                i=0
                while [ $i -lt 80 ]; do
                    usleep 40000
                    mkdir c$((i + 1))
                    usleep 40000
                    rmdir c$i
                    i=$((i + 1))
                done
                rmdir c$i
                mkdir last
                """, parent.path());
    }

    private void makeAgain(Cgroup cgroup) {
        vm.shell("rmdir " + cgroup.path() + " && mkdir " + cgroup.path()).text();
    }

    /** The tasks show that the kernel's side knows the new cgroup, not only the log. */
    private void assertTookThePlaceOf(long first, Cgroup web, Daemon daemon) {
        long second = web.cgid();
        assertThat(second).isNotEqualTo(first);
        List<CellEvent> events = Await.await(
                "a new cell for " + web.path(),
                Daemon.LIMIT,
                () -> CellEvent.of(daemon),
                all -> all.stream().anyMatch(event -> event.created() && event.cgid() == second));
        assertThat(events)
                .filteredOn(event -> event.path().equals(web.path()))
                .extracting(CellEvent::created, CellEvent::cgid)
                .containsExactly(tuple(true, first), tuple(false, first), tuple(true, second));
        Layout layout = daemon.awaitLayout("with web", seen -> seen.cells().containsKey("web"));
        BusyLoops.start(web, "-p", "6");
        ObservedCpus.of(vm, web).assertRanOnlyOn(layout.cpus("web"), web);
    }

    private void comeAndGoTogether(Daemon daemon) {
        String names = IntStream.rangeClosed(1, BURST).mapToObj(i -> "c" + i).collect(Collectors.joining(" "));
        vm.shell("cd " + parent.path() + " && mkdir " + names).text();
        daemon.awaitLayout(
                "of " + MOST_CELLS + " cells besides the root cell",
                layout -> layout.cells().size() == MOST_CELLS + 1);
        vm.shell("cd " + parent.path() + " && rmdir " + names).text();
        daemon.awaitLayout(ALONE);
    }

    private void oneComesAndGoes(Daemon daemon) {
        Cgroup one = parent.child("one");
        daemon.awaitCells("one");
        one.remove();
        daemon.awaitLayout(ALONE);
    }

    private static void assertEveryIdIsTheLowestThatIsFree(List<CellEvent> events) {
        Set<Integer> live = new HashSet<>();
        for (CellEvent event : events) {
            if (event.created()) {
                int lowest = IntStream.iterate(1, id -> id + 1)
                        .filter(id -> !live.contains(id))
                        .findFirst()
                        .orElseThrow();
                assertThat(event.id()).as("%s", event).isEqualTo(lowest).isLessThanOrEqualTo(MOST_CELLS);
                live.add(event.id());
            } else {
                assertThat(live.remove(event.id())).as("%s", event).isTrue();
            }
        }
        assertThat(live).isEmpty();
    }
}
