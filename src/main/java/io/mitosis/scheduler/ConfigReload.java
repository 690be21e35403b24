// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import io.mitosis.config.SchedulerConfig;

/** Reads again what a run is asked to do. */
@FunctionalInterface
public interface ConfigReload {
    /**
     * Returns what is asked for now, and puts the log levels that go with it in force.
     *
     * @throws io.mitosis.exit.UsageException if it cannot be right; then nothing has changed
     */
    SchedulerConfig read();
}
