// SPDX-License-Identifier: Apache-2.0
package io.mitosis.jfr;

import io.mitosis.cell.Cell;
import io.mitosis.cell.CellOwner;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Unsigned;

/** A cgroup got a cell of its own. */
@Name("mitosis.CellCreated")
@Label("Cell Created")
@Description("A cgroup got a cell of its own.")
@Category("mitosis")
@StackTrace(false)
final class CellCreated extends Event {
    @Label("Cell")
    private final int cell;

    @Label("Cgroup")
    private final String cgroup;

    @Label("Cgroup Id")
    @Unsigned
    private final long cgid;

    private CellCreated(int cell, CellOwner owner) {
        this.cell = cell;
        cgroup = owner.path().toString();
        cgid = owner.cgid();
    }

    /** Records it, but for the root cell, which always exists. */
    static void of(Cell cell) {
        CellOwner owner = cell.owner();
        if (owner != null) {
            new CellCreated(cell.id().value(), owner).commit();
        }
    }

    @Override
    public String toString() {
        return "cell " + cell + " for " + cgroup + " (cgid=" + Long.toUnsignedString(cgid) + ")";
    }
}
