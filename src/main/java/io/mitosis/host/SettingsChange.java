// SPDX-License-Identifier: Apache-2.0
package io.mitosis.host;

import java.util.List;

/**
 * The options that a reload has changed.
 *
 * @param live the changed options that take effect at once
 * @param restart the changed options that take effect after a restart only
 */
public record SettingsChange(List<String> live, List<String> restart) {
    /** Copies the lists. */
    public SettingsChange {
        live = List.copyOf(live);
        restart = List.copyOf(restart);
    }
}
