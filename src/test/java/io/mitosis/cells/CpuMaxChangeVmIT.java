// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** A limit that is changed is in force at once, as without mitosis, and a burst is saved up. */
@Vm(cpus = 4, icount = true)
class CpuMaxChangeVmIT {
    private static final Duration TIME = Duration.ofSeconds(4);
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String TENTH = "10000 100000";
    private static final String HALF = "50000 100000";
    private static final String TIGHTEST = "1000 1000000";
    private static final String NONE = "max";

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup limited;

    CpuMaxChangeVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent().withControllers();
        limited = parent.child("web").withControllers().child("limited");
    }

    /** Each with the CPUs that two loops are due after the change. */
    @Test
    void aChangedLimitIsInForceAtOnce() {
        ToDoubleFunction<String> measured = change -> switch (change) {
            case "raised" -> usedAfter(TENTH, HALF);
            case "lowered" -> usedAfter(HALF, TENTH);
            case "removed while throttled" -> usedAfter(TIGHTEST, NONE);
            default -> usedAfter(NONE, TENTH);
        };

        List<Contest> contests =
                Contest.of(List.of("raised", "lowered", "removed while throttled", "set"), measured, this::start);

        assertThat(contests)
                .extracting(Contest::ours)
                .satisfiesExactly(
                        raised -> assertThat(raised).isCloseTo(0.5, within(0.04)),
                        lowered -> assertThat(lowered).isCloseTo(0.1, within(0.03)),
                        removed -> assertThat(removed).isCloseTo(2.0, within(0.1)),
                        set -> assertThat(set).isCloseTo(0.1, within(0.03)));
    }

    /** 70 ms of work each second, with 40 ms in each period of 100: by how much it is late, in ms. */
    @Test
    void aBurstIsSavedUpWhileNobodyRuns() {
        limited.write("cpu.max", "40000 100000");

        List<Contest> contests = Contest.of(List.of("0", "40000"), this::lateBy, this::start);

        assertThat(contests)
                .extracting(Contest::ours)
                .satisfiesExactly(
                        without -> assertThat(without).isGreaterThan(15),
                        with -> assertThat(with).isLessThan(10));
    }

    private double lateBy(String burst) {
        limited.write("cpu.max.burst", burst);
        GuestProcess work = limited.start("waker", "-e", "-p", "1000000", "-w", "70000", "-d", "6");
        return Micros.usual(work.waitForExit(LIMIT)) / 1000.0;
    }

    private double usedAfter(String before, String after) {
        limited.write("cpu.max", before);
        try (BusyLoops loops = BusyLoops.start(limited, "-p", "2")) {
            CpuTime.during(vm, Duration.ofSeconds(1), loops.tids());
            limited.write("cpu.max", after);
            return CpuTime.during(vm, TIME, loops.tids()).cpus();
        } finally {
            limited.write("cpu.max", NONE);
        }
    }

    private Daemon start() {
        return Daemon.start(vm, parent, Daemon.CPU_CONTROLLER);
    }
}
