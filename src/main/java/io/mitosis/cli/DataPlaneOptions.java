// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.cells.config.CpuController;
import io.mitosis.cells.config.Feature;
import io.mitosis.cells.config.Features;
import io.mitosis.exit.UsageException;
import io.mitosis.topology.VirtualLlcs;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How tasks are scheduled on the CPUs of their cell. */
final class DataPlaneOptions {
    static final Option<Boolean> LLC_AWARENESS = Option.flag(
            "enable-llc-awareness",
            "Keep tasks near their cache: a queue for each last-level cache that a cell has CPUs of. Default: off");
    static final Option<Optional<VirtualLlcs>> VIRTUAL_LLC = Option.flag(
                    "virt-llc",
                    "MIN-MAX",
                    DataPlaneOptions::virtualLlcs,
                    "Treat groups of MIN to MAX cores as caches, of the smallest size that leaves the fewest cores ungrouped; 2-8"
                            + " if no sizes are given. Default: off")
            .onlyWith(LLC_AWARENESS);
    static final Option<Boolean> WORK_STEALING =
            Option.flag("enable-work-stealing", "Accepted only with --enable-llc-awareness, which always steals.");
    static final Option<Boolean> DYNAMIC_AFFINITY = Option.flag(
            "dynamic-affinity-cpu-selection",
            "Let a task that is pinned to several CPUs, none of which is idle, wait where fewer do. Default: off");
    static final Option<Boolean> REJECT_PINNING = Option.flag(
            "reject-multicpu-pinning",
            "End with an error when a task is pinned to several, but not all, CPUs of its cell. Default: off");
    static final Option<Boolean> SLICE_SHRINKING = Option.flag(
            "enable-slice-shrinking",
            "While a pinned task waits for a CPU, cut the slice of what runs there to twice the time that the waiting one"
                    + " usually runs. Default: off");
    static final Option<Duration> SHRUNK_MAX = Option.of(
                    "slice-shrink-max-us",
                    "US",
                    "4000",
                    DataPlaneOptions::microseconds,
                    "The longest slice that --enable-slice-shrinking cuts to, in microseconds. Default: 4000")
            .onlyWith(SLICE_SHRINKING);
    static final Option<Duration> SHRUNK_MIN = Option.of(
                    "slice-shrink-min-us",
                    "US",
                    "500",
                    DataPlaneOptions::microseconds,
                    "The shortest slice that --enable-slice-shrinking cuts to, in microseconds. Default: 500")
            .onlyWith(SLICE_SHRINKING);
    static final Option<Boolean> DEBUG_EVENTS = Option.flag(
            "debug-events",
            "Keep the last 512 tasks and cgroups that came, and cgroups that went, for the debug dump;"
                    + " --exit-dump-len=131072 holds all of them. Default: off");

    static final Option<CpuController> CPU_CONTROLLER = Option.of(
            "cpu-controller",
            new Choice<>(List.of("off", "on", "strict"), List.of(CpuController.values())),
            "Honour cpu.weight, cpu.idle and cpu.max of the cgroups in each cell, and cpu.max of the cells' own;"
                    + " strict: end with an error where there is no room for another cpu.max; experimental. Default: off");

    static final List<Option<?>> ALL = List.of(
            CPU_CONTROLLER,
            LLC_AWARENESS,
            VIRTUAL_LLC,
            WORK_STEALING,
            DYNAMIC_AFFINITY,
            REJECT_PINNING,
            SLICE_SHRINKING,
            SHRUNK_MAX,
            SHRUNK_MIN,
            DEBUG_EVENTS);

    private static final Map<Feature, Option<Boolean>> SWITCHES = Map.of(
            Feature.LLC_AWARE, LLC_AWARENESS,
            Feature.DYNAMIC_AFFINITY, DYNAMIC_AFFINITY,
            Feature.REJECT_MULTICPU_PINNING, REJECT_PINNING,
            Feature.SLICE_SHRINKING, SLICE_SHRINKING,
            Feature.DEBUG_EVENTS, DEBUG_EVENTS);

    private DataPlaneOptions() {}

    static Features settings(OptionValues values) {
        if (values.get(WORK_STEALING) && !values.get(LLC_AWARENESS)) {
            throw new UsageException("--enable-work-stealing goes with --enable-llc-awareness: without, a cell has"
                    + " one queue and there is nothing to steal");
        }
        Duration min = values.get(SHRUNK_MIN);
        Duration max = values.get(SHRUNK_MAX);
        if (values.get(SLICE_SHRINKING) && min.compareTo(max) >= 0) {
            throw new UsageException("--slice-shrink-min-us is " + micros(min)
                    + ": it must be less than --slice-shrink-max-us, " + micros(max));
        }
        Set<Feature> enabled = EnumSet.noneOf(Feature.class);
        SWITCHES.forEach((feature, option) -> {
            if (values.get(option)) {
                enabled.add(feature);
            }
        });
        CpuController controller = values.get(CPU_CONTROLLER);
        if (controller != CpuController.OFF) {
            enabled.add(Feature.CPU_CONTROLLER);
        }
        return new Features(
                enabled, values.get(VIRTUAL_LLC).orElse(null), min, max, controller == CpuController.STRICT);
    }

    /** Reads MIN-MAX; a switch that is on or off is one here, too. */
    private static Optional<VirtualLlcs> virtualLlcs(String text) {
        int dash = text.indexOf('-');
        if (Choice.BOOL.names().contains(text)) {
            return Choice.BOOL.apply(text) ? Optional.of(VirtualLlcs.DEFAULT) : Optional.empty();
        }
        try {
            int min = Numbers.integer(text.substring(0, Math.max(dash, 0)), 1, Integer.MAX_VALUE);
            return Optional.of(new VirtualLlcs(min, Numbers.integer(text.substring(dash + 1), min, Integer.MAX_VALUE)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not MIN-MAX, numbers of cores such as 2-8, the smaller first", e);
        }
    }

    private static Duration microseconds(String text) {
        return Duration.ofNanos(1000L * Numbers.integer(text, 1, Integer.MAX_VALUE));
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }
}
