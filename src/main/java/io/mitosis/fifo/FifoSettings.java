// SPDX-License-Identifier: Apache-2.0
package io.mitosis.fifo;

import io.mitosis.config.HostSettings;
import java.time.Duration;

/**
 * What a run is asked to do.
 *
 * @param host what a run of any scheduler is asked to do
 * @param slice how long a task may run at a stretch, more than nothing
 * @param interval how often statistics are read, at least a second
 */
public record FifoSettings(HostSettings host, Duration slice, Duration interval) {
    /** Refuses what no timer and no scheduler can be set to. */
    public FifoSettings {
        if (!slice.isPositive() || interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("a slice of " + slice + ", an interval of " + interval);
        }
    }
}
