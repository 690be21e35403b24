// SPDX-License-Identifier: Apache-2.0
package io.mitosis.host;

/**
 * Reads the settings of a scheduler again.
 *
 * @param <C> the settings
 */
@FunctionalInterface
public interface Reload<C> {
    /**
     * The settings after that.
     *
     * @param inForce what holds from now on: what can change while the scheduler runs is new, the rest as before
     * @param change what changed
     * @param <C> the settings
     */
    record Result<C>(C inForce, SettingsChange change) {}

    /**
     * Returns what holds from now on, and puts the log levels that go with it in force.
     *
     * @throws io.mitosis.exit.UsageException if what is asked for now cannot be right; then nothing has changed
     */
    Result<C> read();
}
