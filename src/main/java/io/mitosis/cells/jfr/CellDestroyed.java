// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.jfr;

import io.mitosis.cells.model.CellOwner;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A cell ended, its cgroup gone or parked. */
@Name("mitosis.CellDestroyed")
@Label("Cell Destroyed")
@Description("A cell ended, its cgroup gone or parked.")
final class CellDestroyed extends CellEvent {
    CellDestroyed(int cell, CellOwner owner) {
        super(cell, owner);
    }
}
