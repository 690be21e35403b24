// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the log that says that a cell has been made or has gone.
 *
 * @param created whether it was made
 * @param id the cell's
 * @param path of the cgroup, absolute
 * @param cgid of the cgroup
 */
record CellEvent(boolean created, int id, String path, long cgid) {
    private static final Pattern LINE =
            Pattern.compile("(Created|Destroyed) cell (\\d+) for cgroup (\\S+) \\(cgid=(\\d+)\\)$");

    /** All that the daemon has logged, in order. */
    static List<CellEvent> of(Daemon daemon) {
        return daemon.logLines(LINE.pattern()).stream().map(CellEvent::parse).toList();
    }

    /** Events of cells that were created. */
    static List<CellEvent> created(Daemon daemon) {
        return of(daemon).stream().filter(CellEvent::created).toList();
    }

    private static CellEvent parse(String line) {
        Matcher field = LINE.matcher(line);
        if (!field.find()) {
            throw new IllegalArgumentException(line);
        }
        return new CellEvent(
                field.group(1).equals("Created"),
                Integer.parseInt(field.group(2)),
                field.group(3),
                Long.parseLong(field.group(4)));
    }
}
