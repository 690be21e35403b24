// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * However often owners change what they ask for, CPUs move at a bounded rate; and nothing but the next change waits for
 * the kernel to be through with the last one. Guest time counts instructions, as for {@link FairnessVmIT}.
 */
@Vm(cpus = 4, icount = true)
class ChangeRateVmIT {
    private static final int TOGGLES = 50;
    private static final double LAYOUTS_A_SECOND = 2;
    private static final long SOON_US = 150_000;
    private static final String REREAD = "^reread \\d+$";

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup outside;

    ChangeRateVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent();
        outside = cgroups.outside();
    }

    /** More than a window apart, so that each is the first change after a quiet window. */
    @Test
    void anAttributeThatIsToggledAllTheTimeMovesCpusTwiceASecond() {
        parent.child("lone");
        try (Daemon daemon = Daemon.start(vm, parent, Daemon.BY_EVENTS_ALONE)) {
            double seconds = toggle();
            daemon.awaitLayout("of two equals", layout -> layout.cpus("lone").count() == 2);

            int changes = daemon.layouts().size() - 1;
            System.out.println(changes + " layouts in " + seconds + " s");
            // The first at once, and one for the end.
            assertThat((double) changes).isBetween(seconds / 2, 2 + LAYOUTS_A_SECOND * seconds);
        }
    }

    /** Returns how many seconds it took. */
    private double toggle() {
        return GuestClock.secondsOf(vm, """
                cd $0
                for i in $(seq $1); do
                    set-attribute lone user.mitosis.min_cpus 3
                    usleep 60000
                    set-attribute lone user.mitosis.min_cpus
                    usleep 60000
                done
                """, parent.path(), Integer.toString(TOGGLES));
    }

    /** The kernel's own thread that lets a grace period end waits for its turn in cell 0. */
    @Test
    void whileTheKernelIsNotThroughWithAChangeTheDaemonGoesOnWithAllElse() {
        GuestProcess rounds = vm.start(
                "cell-latency", "-n", "15", "-r", parent.path(), "mitosis", "--cell-parent-cgroup", parent.path());
        rounds.waitForLine(REREAD, Daemon.LIMIT);
        BusyLoops.start(outside, "-p", "50");
        int before = rounds.linesMatching(REREAD).size();

        rounds.waitForExit(Daemon.LIMIT.multipliedBy(2));

        List<Long> micros = rounds.linesMatching(REREAD).stream()
                .skip(before + 1)
                .map(line -> Long.valueOf(line.substring(line.indexOf(' ') + 1)))
                .sorted()
                .toList();
        System.out.println("from SIGHUP right after a change until it is followed: " + micros + " us");
        assertThat(micros)
                .hasSizeGreaterThan(5)
                .allSatisfy(each -> assertThat(each).isLessThan(SOON_US));
    }
}
