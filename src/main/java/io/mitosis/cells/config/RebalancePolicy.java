// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.config;

/** What CPUs are shared out by when they follow demand. */
public enum RebalancePolicy {
    /** Demand in CPUs, so that every cell is equally utilised. */
    DEMAND,
    /** Utilisation in percent, whatever the size of the cell. */
    UTILIZATION
}
