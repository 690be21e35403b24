// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.jfr;

import io.mitosis.cells.model.CellLayout;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A configuration was put in force in the kernel. The duration of the event is the time that it took. */
@Name("mitosis.ConfigurationApplied")
@Label("Configuration Applied")
@Description("A configuration was put in force in the kernel.")
@Category("mitosis")
@StackTrace(false)
final class ConfigurationApplied extends Event {
    @Label("Reason")
    private String reason = "";

    @Label("Cells")
    private int cells;

    @Label("Layout")
    private String layout = "";

    private ConfigurationApplied() {}

    /** Creates the event and starts its duration. */
    static ConfigurationApplied started() {
        ConfigurationApplied event = new ConfigurationApplied();
        event.begin();
        return event;
    }

    /** Records the event, once the configuration is in force. */
    void ended(String why, CellLayout inForce) {
        end();
        if (shouldCommit()) {
            reason = why;
            cells = inForce.cells().size();
            layout = inForce.describe();
            commit();
        }
    }

    @Override
    public String toString() {
        return cells + " cells (" + reason + "): " + layout;
    }
}
