// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A turn of the loop that read the counters and acted on them. The duration of the event is that of the turn. */
@Name("mitosis.Tick")
@Label("Tick")
@Description("A turn of the loop that read the counters and acted on them.")
@Category("mitosis")
@StackTrace(false)
public final class Tick extends Event {
    @Label("Utilization")
    @Description("Time that tasks ran in the interval, of what all CPUs could do, in percent")
    private double utilization;

    @Label("Cells")
    private int cells;

    private Tick() {}

    /** Creates the event and starts its duration. */
    static Tick started() {
        Tick event = new Tick();
        event.begin();
        return event;
    }

    /** Records the end of the turn. */
    public void ended(double utilizationPercent, int liveCells) {
        end();
        if (shouldCommit()) {
            utilization = utilizationPercent;
            cells = liveCells;
            commit();
        }
    }

    @Override
    public String toString() {
        return cells + " cells, " + utilization + " % used";
    }
}
