// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import io.mitosis.config.CellSelection;
import io.mitosis.config.CellSettings;
import io.mitosis.config.Features;
import io.mitosis.config.LibbpfSettings;
import io.mitosis.config.RebalanceSettings;
import io.mitosis.config.SchedulerConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * What a configuration that was read again changes.
 *
 * @param inForce what holds from now on: what can change while the scheduler runs is new, the rest as before
 * @param live the options that changed and hold from now on
 * @param restart the options that changed and hold after a restart only
 */
public record ConfigChange(SchedulerConfig inForce, List<String> live, List<String> restart) {
    /** Copies the lists. */
    public ConfigChange {
        live = List.copyOf(live);
        restart = List.copyOf(restart);
    }

    /** Returns what changes if {@code next} was read while {@code now} is in force. */
    public static ConfigChange between(SchedulerConfig now, SchedulerConfig next) {
        CellSettings cells = new CellSettings(
                next.cells().exclude(),
                next.cells().rootMinCpus(),
                next.cells().weighting(),
                next.cells().attributes(),
                now.cells().placement(),
                now.cells().borrowing());
        SchedulerConfig inForce = new SchedulerConfig(
                now.host().withLogLevels(next.host().logLevels()),
                now.selection(),
                cells,
                now.features(),
                next.rebalancing(),
                next.intervals(),
                now.metricsListen());
        return new ConfigChange(inForce, live(now, next), restart(now, next));
    }

    private static List<String> live(SchedulerConfig now, SchedulerConfig next) {
        Differences changed = new Differences();
        changed.add("--cell-exclude", now.cells().exclude(), next.cells().exclude());
        changed.add("--cell0-min-cpus", now.cells().rootMinCpus(), next.cells().rootMinCpus());
        changed.add("--cell-weight", now.cells().weighting(), next.cells().weighting());
        changed.add("--attributes", now.cells().attributes(), next.cells().attributes());
        RebalanceSettings before = now.rebalancing();
        RebalanceSettings after = next.rebalancing();
        changed.add("--enable-rebalancing", before.enabled(), after.enabled());
        changed.add("--rebalance-threshold", before.threshold(), after.threshold());
        changed.add("--rebalance-cooldown-s", before.cooldown(), after.cooldown());
        changed.add("--rebalance-cpus-interval-s", before.interval(), after.interval());
        changed.add("--demand-smoothing", before.smoothing(), after.smoothing());
        changed.add("--rebalance-policy", before.policy(), after.policy());
        changed.add(
                "--monitor-interval-s",
                now.intervals().monitor(),
                next.intervals().monitor());
        changed.add(
                "--reconfiguration-interval-s",
                now.intervals().reconfiguration(),
                next.intervals().reconfiguration());
        changed.add(
                "--reconcile-debounce-ms",
                now.intervals().debounce(),
                next.intervals().debounce());
        changed.add("--log-level", now.host().logLevels(), next.host().logLevels());
        return changed.names;
    }

    private static List<String> restart(SchedulerConfig now, SchedulerConfig next) {
        Differences changed = new Differences();
        changed.add(selectionOption(next.selection()), now.selection(), next.selection());
        changed.add("--placement", now.cells().placement(), next.cells().placement());
        changed.add("--enable-borrowing", now.cells().borrowing(), next.cells().borrowing());
        addFeatures(changed, now.features(), next.features());
        changed.add("--exit-dump-len", now.host().exitDumpLength(), next.host().exitDumpLength());
        changed.add("--stats-socket", now.host().statsSocket(), next.host().statsSocket());
        changed.add("--metrics-listen", String.valueOf(now.metricsListen()), String.valueOf(next.metricsListen()));
        changed.add("SCX_TIMEOUT_MS", now.host().timeoutMillis(), next.host().timeoutMillis());
        addLibbpf(changed, now.host().libbpf(), next.host().libbpf());
        changed.add(
                "--run-id",
                String.valueOf(now.host().runId()),
                String.valueOf(next.host().runId()));
        return changed.names;
    }

    private static void addFeatures(Differences changed, Features now, Features next) {
        changed.add("--enable-llc-awareness", now.llcAware(), next.llcAware());
        changed.add("--virt-llc", String.valueOf(now.virtualLlcs()), String.valueOf(next.virtualLlcs()));
        changed.add("--dynamic-affinity-cpu-selection", now.dynamicAffinity(), next.dynamicAffinity());
        changed.add("--reject-multicpu-pinning", now.rejectMulticpuPinning(), next.rejectMulticpuPinning());
        changed.add("--enable-slice-shrinking", now.sliceShrinking(), next.sliceShrinking());
        changed.add("--slice-shrink-max-us", now.shrunkSliceMax(), next.shrunkSliceMax());
        changed.add("--slice-shrink-min-us", now.shrunkSliceMin(), next.shrunkSliceMin());
        changed.add("--debug-events", now.debugEvents(), next.debugEvents());
    }

    private static void addLibbpf(Differences changed, LibbpfSettings now, LibbpfSettings next) {
        changed.add("--relaxed-maps", now.relaxedMaps(), next.relaxedMaps());
        changed.add("--pin-root-path", now.pinRootPath(), next.pinRootPath());
        changed.add("--kconfig", now.kconfig(), next.kconfig());
        changed.add("--btf-custom-path", now.btfCustomPath(), next.btfCustomPath());
        changed.add("--bpf-token-path", now.bpfTokenPath(), next.bpfTokenPath());
    }

    private static String selectionOption(CellSelection selection) {
        return switch (selection) {
            case CellSelection.ChildrenOf parent -> "--cell-parent-cgroup";
            case CellSelection.WithCpuset() -> "--cpuset-cells";
        };
    }

    /** Gathers the names of what differs. */
    private static final class Differences {
        private final List<String> names = new ArrayList<>();

        void add(String name, Object before, Object after) {
            if (!before.equals(after)) {
                names.add(name);
            }
        }
    }
}
