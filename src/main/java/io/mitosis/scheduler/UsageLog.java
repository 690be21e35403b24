// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import io.mitosis.demand.UsageSample;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs, at debug, what the cells did between two readings of their counters. */
final class UsageLog {
    private static final Logger log = LoggerFactory.getLogger(UsageLog.class);

    private UsageSample before;

    /** Starts with the counters as they are. */
    UsageLog(UsageSample start) {
        before = start;
    }

    void collect(UsageSample now) {
        if (log.isDebugEnabled()) {
            log.debug("{}", now.since(before).describe());
        }
        before = now;
    }
}
