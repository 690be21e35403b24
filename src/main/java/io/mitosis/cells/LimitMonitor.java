// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.cgroup.CgroupNames;
import io.mitosis.cells.jfr.FlightEvents;
import io.mitosis.cells.limit.LimitMeter;
import io.mitosis.cells.limit.LimitReading;
import io.mitosis.cells.limit.LimitUsage;
import io.mitosis.cells.stats.LimitStats;
import io.mitosis.cells.stats.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Reads the limits of cgroups once an interval and names the cgroups. */
final class LimitMonitor {
    private final Supplier<LimitReading> reader;
    private final LimitMeter meter;
    private final CgroupNames names;
    private final MissedLimits missed;

    /**
     * Creates a monitor that has read nothing yet.
     *
     * @param reader reads the limits
     * @param missed is told how often there was no room for a limit
     */
    LimitMonitor(Supplier<LimitReading> reader, LimitMeter meter, CgroupNames names, MissedLimits missed) {
        this.reader = reader;
        this.meter = meter;
        this.names = names;
        this.missed = missed;
    }

    /** Returns the limits in force and what they did since the last call. */
    Limits collect() {
        LimitReading reading = reader.get();
        if (reading.equals(LimitReading.NONE)) {
            return Limits.NONE;
        }
        long now = System.nanoTime();
        missed.note(reading.missed(), reading.room(), now);
        List<LimitUsage> usages = meter.collect(now, reading.entries());
        Map<Long, String> paths = names.of(usages.stream().map(LimitUsage::cgid).toList());
        List<LimitStats> inForce = new ArrayList<>(usages.size());
        for (LimitUsage usage : usages) {
            inForce.add(new LimitStats(paths.getOrDefault(usage.cgid(), ""), usage));
        }
        inForce.forEach(FlightEvents::throttled);
        return new Limits(inForce, reading.missed());
    }
}
