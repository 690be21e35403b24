// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.jfr;

import io.mitosis.cells.rebalance.Rebalance;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** CPUs were moved to follow demand. */
@Name("mitosis.Rebalanced")
@Label("Rebalanced")
@Description("CPUs followed demand.")
@Category("mitosis")
@StackTrace(false)
final class Rebalanced extends Event {
    @Label("Spread")
    @Description("Difference between the most and the least utilised cell, in percentage points")
    private double spread;

    @Label("Count")
    @Description("Times that CPUs have followed demand since the start")
    private long count;

    @Label("Layout")
    private String layout = "";

    private Rebalanced() {}

    /** Records a rebalancing. */
    static void of(Rebalance rebalance) {
        Rebalanced event = new Rebalanced();
        if (event.shouldCommit()) {
            event.spread = rebalance.spread();
            event.count = rebalance.count();
            event.layout = rebalance.layout().describe();
            event.commit();
        }
    }

    @Override
    public String toString() {
        return "spread " + spread + ", count " + count + ": " + layout;
    }
}
