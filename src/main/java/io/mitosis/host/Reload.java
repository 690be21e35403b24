// SPDX-License-Identifier: Apache-2.0
package io.mitosis.host;

/**
 * Reloads the settings of a scheduler.
 *
 * @param <C> the settings
 */
@FunctionalInterface
public interface Reload<C> {
    /**
     * The result of a reload.
     *
     * @param inForce the settings from now on: those that can change while the scheduler runs are new, others as before
     * @param change the options that changed
     * @param <C> the settings
     */
    record Result<C>(C inForce, SettingsChange change) {}

    /**
     * Reads the settings, and applies the log levels in them.
     *
     * @throws io.mitosis.exit.UsageException if the settings are invalid; then nothing has changed
     */
    Result<C> read();
}
