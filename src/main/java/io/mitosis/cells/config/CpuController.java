// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.config;

/** Whether the settings of the cgroups' cpu controller are honoured. */
public enum CpuController {
    /** They have no effect inside cells. */
    OFF,
    /** They are honoured, except limits that there is no room for. */
    ON,
    /** They are honoured, and a limit that there is no room for ends the scheduler. */
    STRICT
}
