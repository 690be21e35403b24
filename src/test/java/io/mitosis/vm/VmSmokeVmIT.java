// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The harness itself: what the other tests in the VM rely on. */
@Vm(cpus = 2)
class VmSmokeVmIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final VirtualMachine vm;

    VmSmokeVmIT(VirtualMachine vm) {
        this.vm = vm;
    }

    @Test
    void hasTheCpusAskedForAndAKernelWithSchedExt() {
        assertThat(vm.run("nproc").text()).isEqualTo("2");
        assertThat(vm.schedulerState()).isEqualTo("disabled");
    }

    @Test
    void passesOnExitCodeAndBothStreams() {
        Result result = vm.shell("echo out; echo err >&2; exit 7");

        assertThat(result).isEqualTo(new Result(7, "out\n", "err\n"));
    }

    @Test
    void passesArgumentsAsTheyAre() {
        assertThat(vm.run("printf", "%s|", "a b", "", "$c", "'").out()).isEqualTo("a b||$c|'|");
    }

    @Test
    void reportsACommandThatDoesNotExist() {
        Result result = vm.run("no-such-command");

        assertThat(result.exit()).isEqualTo(127);
        assertThat(result.err()).contains("no-such-command").contains("No such file");
    }

    @Test
    void runsCommandsSideBySide() {
        List<GuestProcess> waiting = IntStream.range(0, 20)
                .mapToObj(i -> vm.start("sh", "-c", "until [ -e /tmp/go ]; do sleep 0.1; done; echo " + i))
                .toList();
        vm.write("/tmp/go", "");

        for (int i = 0; i < waiting.size(); i++) {
            assertThat(waiting.get(i).waitForExit(LIMIT)).isEqualTo(new Result(0, i + "\n", ""));
        }
    }

    @Test
    void passesOnMuchOutput() {
        assertThat(vm.shell("yes 0123456789 | head -n 100000").out()).hasSize(1_100_000);
    }

    @Test
    void signalsAProcessAndSaysWhichSignalEndedIt() {
        GuestProcess sleeper = vm.start("sleep", "1000");
        assertThat(vm.read("/proc/" + sleeper.pid() + "/comm")).isEqualTo("sleep\n");

        sleeper.terminate();

        assertThat(sleeper.waitForExit(LIMIT).exit()).isEqualTo(128 + GuestProcess.SIGTERM);
    }

    @Test
    void closingAProcessEndsItsChildren() {
        GuestProcess parent = vm.start("sh", "-c", "sleep 2000 & echo $!; wait");
        String child = parent.waitForLine("^[0-9]+$", LIMIT);

        parent.close();

        Await.await(
                "the child to end",
                LIMIT,
                () -> vm.run("test", "-d", "/proc/" + child).exit() == 1);
    }

    @Test
    void aLineThatCannotComeAnyMoreFailsAtOnce() {
        GuestProcess process = vm.start("echo", "hello");

        assertThatThrownBy(() -> process.waitForLine("good bye", LIMIT))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ended with 0")
                .hasMessageContaining("hello");
    }

    @Test
    void aCommandThatTakesTooLongFailsTheTest() {
        assertThatThrownBy(() -> vm.run(Duration.ofSeconds(1), "sleep", "1000"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("sleep 1000");
    }

    @Test
    void saysWhyAFileCannotBeRead() {
        assertThatThrownBy(() -> vm.read("/nowhere")).hasMessageContaining("No such file");
    }

    @Test
    void findsComplaintsInTheKernelLog() {
        vm.write("/dev/kmsg", "WARNING: only a test\n");
        Await.await(
                "the message", LIMIT, () -> vm.kernelLog().lines().toString().contains("only a test"));
        vm.write("/dev/kmsg", "BUG: expected\n");
        vm.kernelLog().expect("expected");

        assertThat(vm.kernelLog().takeComplaints()).singleElement().asString().contains("only a test");
    }

    @Test
    void seesWhereTasksOfACgroupRun() {
        try (Cgroup cgroup = Cgroup.create(vm, "smoke")) {
            GuestProcess spin = cgroup.start("spin", "-t", "2", "-c", "1");
            spin.waitForLine("ready", LIMIT);

            List<CpuSample> samples = CpuSample.take(vm, 20, Duration.ofMillis(20), cgroup);

            assertThat(samples).extracting(CpuSample::cgroup).containsOnly(cgroup.path());
            assertThat(samples).extracting(CpuSample::cpu).containsOnly(1);
            assertThat(samples).anyMatch(CpuSample::ran);
            assertThat(cgroup.usageMicros()).isPositive();
        }
        assertThat(vm.run("test", "-d", Cgroup.MOUNT + "/smoke").exit()).isEqualTo(1);
    }
}
