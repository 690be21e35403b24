// SPDX-License-Identifier: Apache-2.0
package io.mitosis.host;

import java.util.List;

/**
 * What settings that were read again change.
 *
 * @param live the options that changed and hold from now on
 * @param restart the options that changed and hold after a restart only
 */
public record SettingsChange(List<String> live, List<String> restart) {
    /** Copies the lists. */
    public SettingsChange {
        live = List.copyOf(live);
        restart = List.copyOf(restart);
    }
}
