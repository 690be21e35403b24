// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.model.CellLayout;
import io.mitosis.cells.rebalance.Rebalancer;
import io.mitosis.cells.usage.UsageDeltas;
import io.mitosis.cells.usage.UsageMeter;
import io.mitosis.cells.usage.UsageReport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures the usage of the cells from one reading of their counters to the next. */
final class UsageMonitor {
    private static final Logger log = LoggerFactory.getLogger(UsageMonitor.class);

    private final Rebalancer rebalancer;
    private final UsageMeter meter;
    private final Consumer<UsageDeltas> reader;

    /**
     * Starts with the counters as they are.
     *
     * @param reader reads the counters
     */
    UsageMonitor(Rebalancer rebalancer, CellLayout layout, Consumer<UsageDeltas> reader) {
        this.rebalancer = rebalancer;
        this.reader = reader;
        meter = new UsageMeter(System.nanoTime(), layout, reader);
    }

    /** Records a layout that came into force just after the last reading. */
    void moved(CellLayout layout) {
        meter.moved(layout);
    }

    /** Reads the counters. Returns the usage of the cells since the last reading. */
    UsageReport collect(CellLayout layout) {
        UsageReport report = meter.collect(System.nanoTime(), layout, reader);
        rebalancer.observe(report);
        if (log.isDebugEnabled()) {
            log.debug("{}", report.describe());
        }
        return report;
    }
}
