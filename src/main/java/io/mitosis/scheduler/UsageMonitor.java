// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import io.mitosis.cell.CellLayout;
import io.mitosis.demand.Rebalancer;
import io.mitosis.demand.UsageReport;
import io.mitosis.demand.UsageSample;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows what the cells do from one reading of their counters to the next. */
final class UsageMonitor {
    private static final Logger log = LoggerFactory.getLogger(UsageMonitor.class);

    private final Rebalancer rebalancer;
    private UsageSample before;

    /** Starts with the counters as they are. */
    UsageMonitor(Rebalancer rebalancer, UsageSample start) {
        this.rebalancer = rebalancer;
        before = start;
    }

    /** A layout came into force just after the last reading. */
    void moved(CellLayout layout) {
        before = before.under(layout);
    }

    /** Takes the next reading. Returns what the cells did since the one before. */
    UsageReport collect(UsageSample now) {
        UsageReport report = now.since(before);
        before = now;
        rebalancer.observe(report);
        if (log.isDebugEnabled()) {
            log.debug("{}", report.describe());
        }
        return report;
    }
}
