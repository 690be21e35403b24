// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.jfr;

import io.mitosis.cells.limit.LimitUsage;
import io.mitosis.cells.stats.LimitStats;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Unsigned;

/** A cgroup was throttled by its limit during the last interval. */
@Name("mitosis.CgroupThrottled")
@Label("Cgroup Throttled")
@Description("A cgroup was throttled by its cpu.max during the last interval.")
@Category("mitosis")
@StackTrace(false)
final class CgroupThrottled extends Event {
    @Label("Cgroup")
    private String cgroup = "";

    @Label("Cgroup Id")
    @Unsigned
    private long cgid;

    @Label("Quota")
    @Description("Running time for each period")
    @Timespan
    private long quota;

    @Label("Period")
    @Timespan
    private long period;

    @Label("Periods")
    @Description("Periods of the interval in which a task ran or waited")
    private long periods;

    @Label("Throttled Periods")
    @Description("Periods of the interval at whose end it was throttled")
    private long throttledPeriods;

    @Label("Throttled Time")
    @Description("Time of the interval for which it was throttled")
    @Timespan
    private long throttled;

    @Label("Waiting")
    @Description("Throttled tasks at the end of the interval")
    private long waiting;

    private CgroupThrottled() {}

    /** Records what a limit did in an interval. */
    static void of(LimitStats limit) {
        CgroupThrottled event = new CgroupThrottled();
        if (event.shouldCommit()) {
            LimitUsage usage = limit.usage();
            event.cgroup = limit.cgroupPath();
            event.cgid = usage.cgid();
            event.quota = usage.quota();
            event.period = usage.period();
            event.periods = usage.interval().periods();
            event.throttledPeriods = usage.interval().throttled();
            event.throttled = usage.interval().nanos();
            event.waiting = usage.waiting();
            event.commit();
        }
    }

    @Override
    public String toString() {
        return cgroup + " (cgid=" + Long.toUnsignedString(cgid) + ") with " + quota + " ns each " + period
                + " ns: throttled in " + throttledPeriods + " of " + periods + " periods, for " + throttled + " ns, "
                + waiting
                + " tasks wait";
    }
}
