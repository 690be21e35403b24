// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.cells.plan.PlanResult;
import io.mitosis.cells.plan.PlannedCell;
import io.mitosis.text.Printable;

/**
 * A plan for people, in 80 columns: a row for each cell, and further lines for what does not fit one.
 *
 * <pre>
 * CELL NAME              COUNT TARGET LLCS CPUS
 *    0 root                  1      4    1 0
 *    1 web                   7      6    2 1-7
 *                                          borrows: 0,8-11
 * </pre>
 */
final class PlanTable {
    private static final int WIDTH = 80;
    private static final int NAME = 5;
    private static final int COUNT = 26;
    private static final int CPUS = 44;
    private static final String HEADING = "CELL NAME                 COUNT TARGET LLCS CPUS";

    private final StringBuilder text = new StringBuilder(HEADING);

    private PlanTable() {}

    /** Returns the table, without a line feed at its end. */
    static String of(PlanResult result) {
        PlanTable table = new PlanTable();
        result.cells().forEach(cell -> table.add(cell, result.borrowing()));
        table.text.append('\n');
        if (result.moved() > 0) {
            table.text.append("\nCPUs that another cell owned before: ").append(result.moved());
        }
        if (result.holdoutEnforced()) {
            table.text.append("\nCell 0 has CPUs that were taken from cpusets of others, for its minimum.");
        }
        return table.text.toString().stripTrailing().replace("\n", System.lineSeparator());
    }

    private void add(PlannedCell cell, boolean borrowing) {
        StringBuilder line = new StringBuilder();
        Integer id = cell.id();
        right(line, id == null ? "-" : id.toString(), NAME - 1).append(' ').append(Printable.line(cell.name()));
        if (line.length() > COUNT - 1) {
            flush(line);
        }
        line.repeat(' ', COUNT - line.length());
        right(line, String.valueOf(cell.cpus().count()), 5);
        right(line, String.valueOf(cell.target()), 7);
        right(line, String.valueOf(cell.llcs()), 5).append(' ');
        if (cell.parked()) {
            wrap(line, "parked: " + Printable.line(cell.parkedBecause()), ' ');
        } else {
            wrap(line, cell.cpus().toString(), ',');
            if (borrowing) {
                wrap(line, "borrows: " + cell.borrowable(), ',');
            }
        }
    }

    /** Ends a line that begins with {@code line}; what is too long for it goes on below, broken behind a separator. */
    private void wrap(StringBuilder line, String rest, char separator) {
        int start = 0;
        while (start < rest.length()) {
            line.repeat(' ', Math.max(0, CPUS - line.length()));
            int end = rest.length();
            if (end - start > WIDTH - CPUS) {
                int last = rest.lastIndexOf(separator, start + WIDTH - CPUS - 1);
                end = last >= start ? last + 1 : start + WIDTH - CPUS;
            }
            line.append(rest, start, end);
            flush(line);
            start = end;
        }
    }

    private void flush(StringBuilder line) {
        String whole = line.toString().stripTrailing();
        text.append('\n').append(whole.length() <= WIDTH ? whole : whole.substring(0, WIDTH - 1) + "~");
        line.setLength(0);
    }

    private static StringBuilder right(StringBuilder line, String text, int width) {
        return line.repeat(' ', Math.max(1, width - text.length())).append(text);
    }
}
