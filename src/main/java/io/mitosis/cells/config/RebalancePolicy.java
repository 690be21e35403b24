// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.config;

/** The measure of demand by which CPUs are shared out. */
public enum RebalancePolicy {
    /** Demand in CPUs, so that every cell is equally utilised. */
    DEMAND,
    /** Utilisation in percent, regardless of the size of the cell. */
    UTILIZATION
}
