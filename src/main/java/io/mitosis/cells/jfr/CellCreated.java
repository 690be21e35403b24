// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.jfr;

import io.mitosis.cells.model.CellOwner;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A cgroup got a cell of its own. */
@Name("mitosis.CellCreated")
@Label("Cell Created")
@Description("A cgroup got a cell of its own.")
final class CellCreated extends CellEvent {
    CellCreated(int cell, CellOwner owner) {
        super(cell, owner);
    }
}
