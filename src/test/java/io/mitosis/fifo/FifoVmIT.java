// SPDX-License-Identifier: Apache-2.0
package io.mitosis.fifo;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.Result;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The template of a scheduler is loaded, watched, reloaded, attached again and stopped like the cells. */
@Vm(cpus = 4)
class FifoVmIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ATTACHED = "INFO  Attached the fifo scheduler: ";
    private static final String OPS = "/sys/kernel/sched_ext/root/ops";
    private static final String STATE = "/sys/kernel/sched_ext/state";
    private static final String SERVER = "http://127.0.0.1:9100";
    private static final String METRICS = SERVER + "/metrics";
    private static final String HEALTH = SERVER + "/healthz";
    private static final String FILE = "/tmp/fifo.yaml";
    private static final String LAST_CPU = "/sys/devices/system/cpu/cpu3/online";

    private final VirtualMachine vm;

    FifoVmIT(VirtualMachine vm) {
        this.vm = vm;
    }

    @AfterEach
    void bringTheLastCpuBack() {
        vm.write(LAST_CPU, "1");
    }

    @Test
    void runsTasksAndSaysHowMany() {
        GuestProcess fifo = vm.start("mitosis", "fifo", "--metrics-listen", "127.0.0.1:9100");
        fifo.waitForLine(ATTACHED + "one queue, slices of 20000 us", LIMIT);
        assertThat(vm.read(OPS).strip()).isEqualTo("fifo");
        GuestProcess loops = vm.start("spin", "-p", "6", "-d", "60");

        GuestProcess monitor = vm.start("mitosis", "--monitor", "1");
        monitor.waitForLine("\"queued\": [1-9][0-9]*", LIMIT);
        monitor.waitForLine("\"started_idle\": [1-9][0-9]*", LIMIT);
        monitor.close();
        loops.close();
        assertThat(vm.run("wget", "-qO-", METRICS).text())
                .contains("mitosis_scheduler_attached 1")
                .containsPattern("mitosis_fifo_started_idle_total [1-9]")
                .containsPattern("mitosis_fifo_queued_total [1-9]");

        fifo.terminate();
        Result end = fifo.waitForExit(LIMIT);
        assertThat(end.exit()).as(end.err()).isZero();
        assertThat(end.err()).contains("Unregister fifo scheduler").contains("EXIT: unregistered from user space");
        assertThat(vm.read(STATE).strip()).isEqualTo("disabled");
    }

    /** The wait is what counts here: without intervals that are reported, health is lost after 30 s. */
    @Test
    void staysHealthyAsItsIntervalsEnd() {
        GuestProcess fifo = vm.start("mitosis", "fifo", "--metrics-listen", "127.0.0.1:9100");
        fifo.waitForLine(ATTACHED + "one queue, slices of 20000 us", LIMIT);

        vm.run("sleep", "31");

        assertThat(vm.run("wget", "-qO-", HEALTH).text()).isEqualTo("ok");
        fifo.terminate();
        assertThat(fifo.waitForExit(LIMIT).exit()).isZero();
    }

    @Test
    void readsItsFileAgain() {
        vm.write(FILE, "slice-us: 5000\n");
        GuestProcess fifo = vm.start("mitosis", "fifo", "--config", FILE);
        fifo.waitForLine(ATTACHED + "one queue, slices of 5000 us", LIMIT);

        vm.write(FILE, "slice-us: 7000\n");
        fifo.signal(GuestProcess.SIGHUP);
        fifo.waitForLine("INFO  Read the configuration again, changed: --slice-us$", LIMIT);
        GuestProcess monitor = vm.start("mitosis", "--monitor", "1");
        monitor.waitForLine("\"slice_us\": 7000", LIMIT);
        monitor.close();

        vm.write(FILE, "slice-us: 0\n");
        fifo.signal(GuestProcess.SIGHUP);
        fifo.waitForLine("ERROR Kept all settings: .*slice-us", LIMIT);
        assertThat(vm.read(OPS).strip()).isEqualTo("fifo");
        fifo.terminate();
        assertThat(fifo.waitForExit(LIMIT).exit()).isZero();
    }

    @Test
    void isAttachedAgainWhenACpuGoes() {
        GuestProcess fifo = vm.start("mitosis", "fifo");
        fifo.waitForLine(ATTACHED, LIMIT);

        vm.write(LAST_CPU, "0");
        fifo.waitForLines(ATTACHED, 2, LIMIT);
        assertThat(vm.read(OPS).strip()).isEqualTo("fifo");

        fifo.terminate();
        assertThat(fifo.waitForExit(LIMIT).exit()).isZero();
    }
}
