// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.metrics.Exposition;
import io.mitosis.vm.Await;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.Result;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** An operator's views of a running daemon: the table, the metrics, and a flight recording. */
@Vm(cpus = 4)
class TopVmIT {
    private static final String URL = "http://127.0.0.1:9100/";
    private static final int CHANGES = 3;
    /** As /proc/net/tcp shows the address below while somebody listens there. */
    private static final String LISTENING = "0100007F:238C 00000000:0000 0A";

    private static final Pattern FULL = Pattern.compile("/workloads/web +2 \\[\\|{9,10} ?]");

    private final VirtualMachine vm;
    private final Cgroup parent;

    TopVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent();
    }

    @Test
    void theTableAndTheMetricsFollowTheCells() {
        Cgroup web = parent.child("web");
        BusyLoops.start(web, "-p", "2");
        try (Daemon daemon = Daemon.start(vm, parent, "--metrics-listen", "127.0.0.1:9100")) {
            Await.await(
                    "a full cell",
                    Daemon.LIMIT,
                    this::table,
                    table -> FULL.matcher(table).find());
            String table = table();
            assertThat(table.lines()).allMatch(line -> line.length() <= 80);
            assertThat(table).contains("mitosis: 2 cells on 4 CPUs").doesNotContain("\u001b");
            assertThat(vm.run("wget", "-qO-", URL + "readyz").text()).isEqualTo("ok");
            assertThat(vm.run("wget", "-qO-", URL + "healthz").text()).isEqualTo("ok");

            Map<String, Double> last = metrics();
            assertThat(last)
                    .containsEntry("mitosis_scheduler_attached", 1.0)
                    .containsEntry("mitosis_cells", 2.0)
                    .containsEntry("mitosis_config_failures_total", 0.0);
            String running = "mitosis_cell_running_seconds_total{cell=\"1\",cgid=\"" + web.cgid()
                    + "\",cgroup=\"/workloads/web\"}";
            double before = last.get(running);
            for (int i = 0; i < CHANGES; i++) {
                Cgroup other = parent.child("other");
                daemon.awaitCells("web", "other");
                last = grown(last, "mitosis_cell_cpus{cell=\"2\",cgroup=\"/workloads/other\"}", true);
                other.remove();
                daemon.awaitCells("web");
                last = grown(last, "mitosis_cell_cpus{cell=\"2\",cgroup=\"/workloads/other\"}", false);
            }
            assertThat(last.get(running)).isGreaterThan(before);
            assertThat(last).containsEntry("mitosis_config_applies_total", 1.0 + 2 * CHANGES);
        }
        assertThat(vm.run("wget", "-qO-", URL + "readyz").exit()).isNotZero();
    }

    @Test
    void aPortInUseIsToldBeforeAnythingIsLoaded() {
        GuestProcess other = vm.start("httpd", "-f", "-p", "127.0.0.1:9100");
        Await.await(
                "somebody to listen",
                Daemon.LIMIT,
                () -> vm.read("/proc/net/tcp"),
                sockets -> sockets.contains(LISTENING));
        Result refused = vm.run("mitosis", "--cell-parent-cgroup", parent.path(), "--metrics-listen", "127.0.0.1:9100");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).endsWith("mitosis: --metrics-listen 127.0.0.1:9100: Address already in use\n");
        assertThat(refused.err()).doesNotContain("Attached");
        other.kill();
    }

    @Test
    void aRecordingIsMadeByTheOptionsOfTheJvm() {
        parent.child("recorded");
        GuestProcess daemon = vm.start(
                "env",
                "JDK_JAVA_OPTIONS=-XX:StartFlightRecording=filename=/tmp/mitosis.jfr",
                "mitosis",
                "--cell-parent-cgroup",
                parent.path());
        daemon.waitForLine("Applied initial cell configuration", Daemon.LIMIT);
        daemon.terminate();
        assertThat(daemon.waitForExit(Daemon.LIMIT).exit()).isZero();
        List<String> told = List.of("mitosis.CellCreated", "/workloads/recorded", "mitosis.ConfigurationApplied");
        assertThat(told)
                .allMatch(
                        text -> vm.run("grep", "-qa", text, "/tmp/mitosis.jfr").exit() == 0);
    }

    private String table() {
        return vm.run("mitosis", "top", "--once").text();
    }

    private Map<String, Double> metrics() {
        return Exposition.read(vm.run("wget", "-qO-", URL + "metrics").text() + "\n").samples;
    }

    /** Waits for the metrics of a snapshot that has a series, or has it no more; no counter is less than before. */
    private Map<String, Double> grown(Map<String, Double> before, String series, boolean there) {
        Map<String, Double> now =
                Await.await(series, Daemon.LIMIT, this::metrics, samples -> samples.containsKey(series) == there);
        before.forEach((name, value) -> {
            if (name.contains("_total") && now.containsKey(name)) {
                assertThat(now.get(name)).as(name).isGreaterThanOrEqualTo(value);
            }
        });
        return now;
    }
}
