// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cell.AttributeTrust;
import io.mitosis.cell.Placement;
import io.mitosis.config.CellSelection;
import io.mitosis.config.CellSettings;
import io.mitosis.config.CellWeighting;
import io.mitosis.config.Features;
import io.mitosis.config.HostSettings;
import io.mitosis.config.Intervals;
import io.mitosis.config.LibbpfSettings;
import io.mitosis.config.ListenAddress;
import io.mitosis.config.RebalancePolicy;
import io.mitosis.config.RebalanceSettings;
import io.mitosis.config.SchedulerConfig;
import io.mitosis.config.SocketSettings;
import io.mitosis.topology.VirtualLlcs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigChangeTest {
    private static final SchedulerConfig OLD = new SchedulerConfig(
            HostSettings.DEFAULT,
            new CellSelection.ChildrenOf("/w"),
            CellSettings.DEFAULT,
            Features.DEFAULT,
            RebalanceSettings.DEFAULT,
            Intervals.DEFAULT,
            null);

    private static final SchedulerConfig NEW = new SchedulerConfig(
            new HostSettings(
                    1,
                    2,
                    new LibbpfSettings(true, "/sys/fs/bpf/m", "CONFIG_HZ=1", "/btf", "/token"),
                    3L,
                    "debug",
                    new SocketSettings(Path.of("/run/other"), 0660, "adm")),
            new CellSelection.WithCpuset(),
            new CellSettings(Set.of("a"), 2, CellWeighting.CPU_WEIGHT, AttributeTrust.ALL, Placement.LINEAR, true),
            new Features(true, VirtualLlcs.DEFAULT, true, true, true, Duration.ofMillis(1), Duration.ofMillis(2), true),
            new RebalanceSettings(
                    true, RebalancePolicy.UTILIZATION, 1, Duration.ofSeconds(1), Duration.ofSeconds(2), 0.5),
            new Intervals(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofMillis(4)),
            new ListenAddress("localhost", 9100));

    @Test
    void nothingChanges() {
        assertThat(ConfigChange.between(NEW, NEW)).isEqualTo(new ConfigChange(NEW, List.of(), List.of()));
    }

    @Test
    void whatCanChangeChangesAndTheRestWaitsForARestart() {
        ConfigChange change = ConfigChange.between(OLD, NEW);
        assertThat(change.live())
                .containsExactly(
                        "--cell-exclude",
                        "--cell0-min-cpus",
                        "--cell-weight",
                        "--attributes",
                        "--enable-rebalancing",
                        "--rebalance-threshold",
                        "--rebalance-cooldown-s",
                        "--rebalance-cpus-interval-s",
                        "--demand-smoothing",
                        "--rebalance-policy",
                        "--monitor-interval-s",
                        "--reconfiguration-interval-s",
                        "--reconcile-debounce-ms",
                        "--log-level");
        assertThat(change.restart())
                .containsExactly(
                        "--cpuset-cells",
                        "--placement",
                        "--enable-borrowing",
                        "--enable-llc-awareness",
                        "--virt-llc",
                        "--dynamic-affinity-cpu-selection",
                        "--reject-multicpu-pinning",
                        "--enable-slice-shrinking",
                        "--slice-shrink-max-us",
                        "--slice-shrink-min-us",
                        "--debug-events",
                        "--exit-dump-len",
                        "--stats-socket",
                        "--metrics-listen",
                        "SCX_TIMEOUT_MS",
                        "--relaxed-maps",
                        "--pin-root-path",
                        "--kconfig",
                        "--btf-custom-path",
                        "--bpf-token-path",
                        "--run-id");
        assertThat(change.inForce())
                .isEqualTo(new SchedulerConfig(
                        HostSettings.DEFAULT.withLogLevels("debug"),
                        OLD.selection(),
                        new CellSettings(
                                Set.of("a"),
                                2,
                                CellWeighting.CPU_WEIGHT,
                                AttributeTrust.ALL,
                                Placement.TOPOLOGY,
                                false),
                        OLD.features(),
                        NEW.rebalancing(),
                        NEW.intervals(),
                        null));
    }

    @Test
    void whatWasTakenOverIsNoChangeTheNextTime() {
        SchedulerConfig inForce = ConfigChange.between(OLD, NEW).inForce();
        assertThat(ConfigChange.between(inForce, NEW).live()).isEmpty();
        assertThat(ConfigChange.between(inForce, OLD).restart()).isEmpty();
    }
}
