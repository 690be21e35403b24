// SPDX-License-Identifier: Apache-2.0
package io.mitosis.fifo;

import io.mitosis.config.HostSettings;
import java.time.Duration;

/**
 * Settings of a run of the FIFO scheduler.
 *
 * @param host the settings that a run of any scheduler has
 * @param slice the time slice of a task, positive
 * @param interval time between two readings of statistics, at least a second
 */
public record FifoSettings(HostSettings host, Duration slice, Duration interval) {
    /** Refuses a slice that is not positive, and an interval below a second. */
    public FifoSettings {
        if (!slice.isPositive() || interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("a slice of " + slice + ", an interval of " + interval);
        }
    }
}
