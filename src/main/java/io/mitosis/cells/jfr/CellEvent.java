// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.jfr;

import io.mitosis.cells.model.CellOwner;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;
import jdk.jfr.Unsigned;

/** An event of the cell of a cgroup. */
@Category("mitosis")
@StackTrace(false)
abstract class CellEvent extends Event {
    // Not private: Flight Recorder omits private fields of a superclass.
    @Label("Cell")
    final int cell;

    @Label("Cgroup")
    final String cgroup;

    @Label("Cgroup Id")
    @Unsigned
    final long cgid;

    CellEvent(int cell, CellOwner owner) {
        this.cell = cell;
        cgroup = owner.path().toString();
        cgid = owner.cgid();
    }

    @Override
    public String toString() {
        return "cell " + cell + " for " + cgroup + " (cgid=" + Long.toUnsignedString(cgid) + ")";
    }
}
