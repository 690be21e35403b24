// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.config;

import java.util.Locale;

/** An optional behaviour of the BPF scheduler, off by default. */
public enum Feature {
    /** A cell has a queue per last-level cache, not one for all. */
    LLC_AWARE,
    /** A task pinned to several CPUs, none of them idle, waits where fewer do. */
    DYNAMIC_AFFINITY,
    /** A task pinned to several, but not all, CPUs of its cell ends the scheduler. */
    REJECT_MULTICPU_PINNING,
    /** The slice of a task is cut while a pinned one waits for its CPU. */
    SLICE_SHRINKING,
    /** The latest events of tasks and cgroups are kept for the debug dump. */
    DEBUG_EVENTS,
    /** The settings of the cgroups' cpu controller are honoured: weights, idle, bandwidth limits. */
    CPU_CONTROLLER;

    /** Returns the name of the switch on the BPF side: that of the constant in lower case. */
    public String variable() {
        return name().toLowerCase(Locale.ROOT);
    }
}
