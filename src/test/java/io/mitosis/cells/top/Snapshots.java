// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import io.mitosis.stats.wire.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Snapshots as a server sends them, for tests. */
final class Snapshots {
    private final List<String> cells = new ArrayList<>();
    private final List<String> parked = new ArrayList<>();
    private final List<String> limits = new ArrayList<>();
    private int missed;

    /** Adds a cell; the queue percentages follow from what is left of 100. */
    Snapshots cell(String cgroup, int cpus, double utilization, double local, double borrowed, double lent) {
        int id = cells.size();
        cells.add("""
                "%d": {"cgroup_path": "%s", "num_cpus": %d, "cpus": "%d-%d", "util_pct": %s, "smoothed_util_pct": %s,
                "local_q_pct": %s, "cpu_q_pct": 0.0, "cell_q_pct": %s, "demand_borrow_pct": %s, "lent_pct": %s,
                "affn_violations_pct": 0.5, "total_decisions": %d, "of_the_future": {"a": [1]}}""".formatted(
                        id,
                        cgroup,
                        cpus,
                        8 * id,
                        8 * id + cpus - 1,
                        utilization,
                        utilization / 2,
                        local,
                        100 - local,
                        borrowed,
                        lent,
                        1000 * id));
        return this;
    }

    Snapshots parked(String cgroup) {
        parked.add("\"" + cgroup + "\"");
        return this;
    }

    /** Adds a limit for periods of 100 ms; times are in microseconds. */
    Snapshots limit(String cgroup, long quota, long throttled, double percent, long longest, int waiting) {
        limits.add("""
                "%d": {"cgroup_path": "%s", "quota_usec": %d, "period_usec": 100000, "burst_usec": 0, "nr_periods": 99,
                "interval_periods": 10, "throttled_periods_pct": %s, "interval_throttled_usec": %d,
                "longest_throttled_usec": %d, "waiting": %d, "throttled": %d, "of_the_future": {"a": [1]}}""".formatted(
                        limits.size(), cgroup, quota, percent, throttled, longest, waiting, waiting == 0 ? 0 : 1));
        return this;
    }

    TableData read() {
        return TableReader.read(JsonValue.parse(
                """
                {"cells": {%s}, "limits": {%s}, "limits_missed": %d, "parked": [%s], "nr_cpus": 16, "util_pct": 61.25, "rebalance_count": 2,
                 "config_applies": 5, "last_change_s": 12.7, "last_change_reason": "cgroups changed",
                 "uptime_s": 725.0, "of_the_future": null}""".formatted(String.join(",", cells), String.join(",", limits), missed, String.join(",", parked))));
    }

    Snapshots missed(int limitsMissed) {
        missed = limitsMissed;
        return this;
    }

    /** Returns a machine with some load. */
    static Snapshots some() {
        return new Snapshots()
                .cell("/", 2, 4.04, 100, 0, 31.5)
                .cell("/workloads/web", 8, 96.25, 90.1, 12.5, 0)
                .cell("/workloads/batch/nightly/reports", 5, 412.5, 12.5, 75.8, 0)
                .cell("/workloads/db", 1, 71, 55, 0, 100);
    }
}
