// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import io.mitosis.cells.config.AttributeTrust;
import io.mitosis.cells.config.CellMaximum;
import io.mitosis.cells.config.CellSelection;
import io.mitosis.cells.config.CellSettings;
import io.mitosis.cells.config.CellWeighting;
import io.mitosis.cells.config.Feature;
import io.mitosis.cells.config.Features;
import io.mitosis.cells.config.Placement;
import io.mitosis.cells.config.RebalancePolicy;
import io.mitosis.cells.config.RebalanceSettings;
import io.mitosis.cells.config.SchedulerConfig;
import io.mitosis.config.HostSettings;
import io.mitosis.config.Intervals;
import io.mitosis.config.LibbpfSettings;
import io.mitosis.config.ListenAddress;
import io.mitosis.config.SocketSettings;
import io.mitosis.exit.UsageException;
import io.mitosis.topology.VirtualLlcs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulerOptionsTest {
    private static final SchedulerConfig DEFAULTS = new SchedulerConfig(
            HostSettings.DEFAULT,
            new CellSelection.ChildrenOf("/workloads"),
            CellSettings.DEFAULT,
            Features.DEFAULT,
            RebalanceSettings.DEFAULT,
            Intervals.DEFAULT);

    /** Every option, each with another value than its default. */
    private static final List<String> ALL = List.of(
            "--cell-parent-cgroup=/workloads",
            "--cell-exclude=a",
            "--cell-exclude",
            "b,c",
            "--cell0-min-cpus=3",
            "--enable-borrowing",
            "--stats-socket=/run/other",
            "--stats-socket-mode=660",
            "--stats-socket-group=adm",
            "--metrics-listen=[::1]:9100",
            "--monitor=1",
            "--help-stats=false",
            "--enable-llc-awareness",
            "--virt-llc=4-16",
            "--enable-work-stealing",
            "--dynamic-affinity-cpu-selection",
            "--reject-multicpu-pinning",
            "--enable-slice-shrinking",
            "--slice-shrink-max-us=2147483647",
            "--slice-shrink-min-us",
            "1",
            "--debug-events",
            "--cpu-controller=strict",
            "--use-lockless-peek",
            "--enable-rebalancing",
            "--rebalance-threshold=12.5",
            "--rebalance-cooldown-s",
            "0",
            "--rebalance-cpus-interval-s=7",
            "--demand-smoothing=1",
            "--rebalance-policy=utilization",
            "--placement",
            "linear",
            "--cell-weight=cpu.weight",
            "--cell-max=cpu.max",
            "--attributes=all",
            "--reconfiguration-interval-s=11",
            "--reconcile-debounce-ms=0",
            "--monitor-interval-s",
            "3",
            "--exit-dump-len=65536",
            "--relaxed-maps",
            "--pin-root-path=/pins",
            "--kconfig",
            "",
            "--btf-custom-path=/proc/version",
            "--bpf-token-path=/token",
            "--run-id=18446744073709551615",
            "--log-level=warn,bpf=Trace,io.other.Thing=debug",
            "--cpu-controller-disabled",
            "--exiting-task-workaround",
            "false",
            "--split-vtime-updates",
            "-v",
            "-vv",
            "--verbose");

    @Test
    void defaults() {
        OptionValues values = CommandLines.parse("--cell-parent-cgroup", "/workloads");
        assertThat(SchedulerOptions.config(values)).isEqualTo(DEFAULTS);
        assertThat(values.get(RunOptions.LOG_LEVEL)).isEqualTo(new LogLevels(Level.INFO, Map.of()));
    }

    @Test
    void everyOption() {
        OptionValues values = CommandLines.parse(ALL.toArray(String[]::new));
        assertThat(SchedulerOptions.config(values))
                .isEqualTo(new SchedulerConfig(
                        new HostSettings(
                                65536,
                                0,
                                new LibbpfSettings(true, "/pins", "", "/proc/version", "/token"),
                                -1L,
                                "WARN,io.mitosis.bpf=TRACE,io.other.Thing=DEBUG",
                                new SocketSettings(Path.of("/run/other"), 0660, "adm"),
                                new ListenAddress("::1", 9100)),
                        new CellSelection.ChildrenOf("/workloads"),
                        new CellSettings(
                                Set.of("a", "b,c"),
                                3,
                                CellWeighting.CPU_WEIGHT,
                                CellMaximum.CPU_MAX,
                                AttributeTrust.ALL,
                                Placement.LINEAR,
                                true),
                        new Features(
                                EnumSet.allOf(Feature.class),
                                new VirtualLlcs(4, 16),
                                Duration.ofNanos(1000),
                                Duration.ofMillis(2_147_483).plusNanos(647_000),
                                true),
                        new RebalanceSettings(
                                true, RebalancePolicy.UTILIZATION, 12.5, Duration.ofSeconds(7), Duration.ZERO, 1.0),
                        new Intervals(Duration.ofSeconds(3), Duration.ofSeconds(11), Duration.ZERO)));
        assertThat(values.get(RunOptions.LOG_LEVEL))
                .isEqualTo(new LogLevels(
                        Level.WARN, Map.of("io.mitosis.bpf", Level.TRACE, "io.other.Thing", Level.DEBUG)));
    }

    /** Its kind is looked at before it is opened: nobody waits for one who writes to a pipe. */
    @ParameterizedTest
    @CsvSource({"/missing,it does not exist", "/,it is not a regular file", "/dev/null,it is not a regular file"})
    void aFileForLibbpfThatCannotBeReadIsNamed(String file, String why) {
        for (String option : List.of("--kconfig", "--btf-custom-path")) {
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> SchedulerOptions.config(CommandLines.parse("--cpuset-cells", option, file)))
                    .withMessage(option + ": cannot read " + file + ": " + why);
        }
    }

    @Test
    void cpusetCellsNeedNoParent() {
        assertThat(SchedulerOptions.config(CommandLines.parse("--cpuset-cells")).selection())
                .isEqualTo(new CellSelection.WithCpuset());
    }

    @Test
    void theWatchdogsTimeoutComesFromTheEnvironment() {
        for (int timeout : List.of(1, 30_000)) {
            OptionValues values =
                    CommandLines.parse(Map.of("SCX_TIMEOUT_MS", String.valueOf(timeout)), "--cpuset-cells");
            assertThat(SchedulerOptions.config(values).host().timeoutMillis()).isEqualTo(timeout);
        }
    }

    @Test
    void anyIntervalIsAcceptedAndNoneOverflows() {
        assertThat(interval("18446744073709551615")).isEqualTo(Numbers.LONGEST);
        assertThat(interval("99999999999999999999999999")).isEqualTo(Numbers.LONGEST);
        assertThat(interval("3153600000")).isEqualTo(Numbers.LONGEST);
        assertThat(interval("3153599999")).isEqualTo(Numbers.LONGEST.minusSeconds(1));
        assertThat(Numbers.LONGEST.toNanos()).isPositive();
    }

    private static Duration interval(String seconds) {
        return SchedulerOptions.config(CommandLines.parse("--cpuset-cells", "--monitor-interval-s=" + seconds))
                .intervals()
                .monitor();
    }

    @Test
    void whatHasNoEffectIsNamed() {
        assertThat(OptionNotes.withoutEffect(CommandLines.parse("--cpuset-cells")))
                .isEmpty();
        assertThat(OptionNotes.withoutEffect(
                        CommandLines.parse("--rebalance-threshold=3", "--demand-smoothing=0", "--split-vtime-updates")))
                .containsExactly(
                        "Without effect, as --enable-rebalancing is off: --rebalance-threshold, --demand-smoothing",
                        "Accepted, but without any effect: --split-vtime-updates");
        assertThat(OptionNotes.withoutEffect(CommandLines.parse("--rebalance-threshold=3", "--enable-rebalancing")))
                .isEmpty();
        assertThat(OptionNotes.withoutEffect(CommandLines.parse(
                        "--virt-llc", "--slice-shrink-min-us=9000", "--slice-shrink-max-us=1", "--use-lockless-peek")))
                .containsExactly(
                        "Without effect, as --enable-llc-awareness is off: --virt-llc",
                        "Without effect, as --enable-slice-shrinking is off: --slice-shrink-max-us, --slice-shrink-min-us",
                        "Accepted, but without any effect: --use-lockless-peek");
        assertThat(OptionNotes.withoutEffect(CommandLines.parse(
                        "--virt-llc",
                        "--enable-llc-awareness",
                        "--enable-work-stealing",
                        "--slice-shrink-max-us=600",
                        "--enable-slice-shrinking")))
                .isEmpty();
        assertThat(OptionNotes.withoutEffect(
                        CommandLines.parse("--enable-llc-awareness", "--enable-work-stealing=false")))
                .containsExactly(
                        "--enable-work-stealing=false has no effect: with --enable-llc-awareness it is always on");
    }

    @ParameterizedTest
    @CsvSource({
        "--virt-llc, 2, 8",
        "--virt-llc=true, 2, 8",
        "--virt-llc=1-1, 1, 1",
        "--virt-llc=3-12, 3, 12",
        "--virt-llc=1-2147483647, 1, 2147483647"
    })
    void groupsOfCoresHaveASizeOrTheDefault(String argument, int least, int most) {
        assertThat(CommandLines.parse(argument).get(DataPlaneOptions.VIRTUAL_LLC))
                .contains(new VirtualLlcs(least, most));
    }

    @Test
    void groupsOfCoresCanBeTurnedOffAgain() {
        Map<String, String> environment = Map.of("MITOSIS_VIRT_LLC", "2-4");
        assertThat(CommandLines.parse(environment).get(DataPlaneOptions.VIRTUAL_LLC))
                .contains(new VirtualLlcs(2, 4));
        assertThat(CommandLines.parse(environment, "--virt-llc=false").get(DataPlaneOptions.VIRTUAL_LLC))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"off,false,false", "on,true,false", "strict,true,true"})
    void theCpuControllerCountsAndItsLimitsMayHaveTo(String value, boolean counts, boolean strict) {
        Features settings = SchedulerOptions.config(CommandLines.parse("--cpuset-cells", "--cpu-controller", value))
                .features();
        assertThat(settings.has(Feature.CPU_CONTROLLER)).isEqualTo(counts);
        assertThat(settings.strictLimits()).isEqualTo(strict);
    }

    @Test
    void slicesThatAreNotCutMayBeAnything() {
        Features settings = SchedulerOptions.config(CommandLines.parse("--cpuset-cells", "--slice-shrink-min-us=9000"))
                .features();
        assertThat(settings.shrunkSliceMin()).isEqualTo(Duration.ofMillis(9));
    }

    @Test
    void mistypedVariablesAreNamedAndOthersLeftAlone() {
        OptionValues values = CommandLines.parse(Map.of(
                "MITOSIS_CELL_EXCLUDES",
                "a",
                "MITOSIS_ROOT",
                "/",
                "MITOSIS_CACHE",
                "/",
                "MITOSIS_QEMU",
                "1",
                "PATH",
                "/"));
        assertThat(OptionNotes.nearVariables(values))
                .containsExactly("The environment's MITOSIS_CELL_EXCLUDES is no option;"
                        + " did you mean MITOSIS_CELL_EXCLUDE?");
    }

    @Test
    void theOptionsInForceAreListedWithWhereTheyComeFrom() {
        OptionValues values = CommandLines.parse(
                Map.of("MITOSIS_CELL_EXCLUDE", "a,b"), "--cell-parent-cgroup=/w", "--enable-borrowing");
        assertThat(OptionNotes.inForce(SchedulerOptions.all(), values))
                .hasSize(SchedulerOptions.all().size())
                .contains(
                        "Option cell-parent-cgroup: /w",
                        "Option cell-exclude: a,b (MITOSIS_CELL_EXCLUDE)",
                        "Option enable-borrowing: true",
                        "Option rebalance-threshold: 20.0 (default)",
                        "Option run-id: none (default)");
    }
}
