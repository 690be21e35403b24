// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.stats;

import io.mitosis.stats.LoopState;
import io.mitosis.stats.Metric;
import io.mitosis.stats.MetricHelp;
import io.mitosis.stats.PartTable;
import io.mitosis.stats.Reading;
import io.mitosis.stats.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The tables of all metrics, in the order of the help. */
public final class Metrics {
    /** The metrics of each cell. */
    public static final List<Metric<CellStats>> CELL = joined(
            List.of(
                    Metric.text("cgroup_path", "the cgroup, below the root of the hierarchy", CellStats::cgroupPath),
                    Metric.number(
                            "num_cpus",
                            "CPUs it owns",
                            cell -> cell.activity().cpus().count()),
                    Metric.percent(
                            "smoothed_util_pct", "utilisation, smoothed over intervals", CellStats::smoothedPercent)),
            CellStats::activity);

    private static final PartTable<CellStats> CELLS = new PartTable<>(
            "CellMetrics",
            "Metrics of a cell",
            "cell",
            "c_",
            cell -> cell.cell().id().toString(),
            CELL);

    /** The metrics of each limit of a cgroup. */
    public static final List<Metric<LimitStats>> LIMIT = LimitMetrics.ALL;

    private static final PartTable<LimitStats> LIMITS =
            new PartTable<>("LimitMetrics", "Metrics of a limit", "cgid", "l_", LimitStats::cgid, LIMIT);

    /** The metrics of the machine. They include those of a cell, for all cells together. */
    public static final List<Metric<Snapshot>> GLOBAL = joined(globalOnly(), Snapshot::total);

    private Metrics() {}

    /** Returns the help of all metrics, wrapped to 80 columns. */
    public static String help() {
        return "Of the machine:\n" + MetricHelp.of(GLOBAL) + "\nOf each cell:\n" + MetricHelp.of(CELL)
                + "\nOf each limit (cpu.max) that is in force by --cpu-controller:\n" + MetricHelp.of(LIMIT);
    }

    private static List<Metric<Snapshot>> globalOnly() {
        return List.of(
                Metric.number(
                        "num_cells",
                        "live cells, the root cell included",
                        snapshot -> snapshot.cells().size()),
                Metric.number(
                        "nr_cpus",
                        "usable CPUs",
                        snapshot -> snapshot.total().cpus().count()),
                Metric.texts("parked", "cgroups that should have a cell and have none", Snapshot::parkedPaths),
                ofConfiguration(Metric.number(
                        "rebalance_count",
                        "times that CPUs followed demand, since the start",
                        Configuration::rebalances)),
                ofConfiguration(Metric.number(
                        "enforced_holdout",
                        "1 if a CPU was ever taken from a cpuset for the root cell's minimum",
                        configuration -> configuration.holdoutEnforced() ? 1 : 0)),
                ofConfiguration(Metric.number(
                        "config_applies", "configurations put in force, since the start", Configuration::applies)),
                ofConfiguration(Metric.micros(
                        "config_apply_us", "time to put the last configuration in force", Configuration::applyMicros)),
                ofConfiguration(Metric.seconds(
                        "last_change_s",
                        "time since the last configuration was put in force",
                        Configuration::secondsSinceChange)),
                ofConfiguration(Metric.text(
                        "last_change_reason", "why the last configuration was put in force", Configuration::reason)),
                ofLoop(Metric.micros(
                        "tick_us",
                        "time that the event loop took to read the counters and act on them, last time",
                        LoopState::tickMicros)),
                ofLoop(Metric.number(
                        "loop_wakeups", "times that the loop woke up, since the start", LoopState::wakeUps)),
                ofLoop(Metric.seconds("uptime_s", "time that the daemon has run", LoopState::uptimeSeconds)),
                new Metric<>(
                        "cells", Unit.NONE, "metrics of each cell, by id", new Reading.Parts<>(CELLS, Snapshot::cells)),
                new Metric<>(
                        "limits",
                        Unit.NONE,
                        "metrics of each limit (cpu.max) that is in force by --cpu-controller, by cgroup id",
                        new Reading.Parts<>(
                                LIMITS, snapshot -> snapshot.limits().inForce())),
                Metric.number(
                        "limits_missed",
                        "times that a task ran whose limit is not in force as there is no room for it, since the load",
                        snapshot -> snapshot.limits().missed()));
    }

    private static Metric<Snapshot> ofConfiguration(Metric<Configuration> metric) {
        return metric.in(Snapshot::configuration);
    }

    private static Metric<Snapshot> ofLoop(Metric<LoopState> metric) {
        return metric.in(Snapshot::loop);
    }

    private static <T> List<Metric<T>> joined(List<Metric<T>> own, Function<T, Activity> activity) {
        List<Metric<T>> all = new ArrayList<>(own);
        ActivityMetrics.ALL.forEach(metric -> all.add(metric.in(activity)));
        return List.copyOf(all);
    }
}
