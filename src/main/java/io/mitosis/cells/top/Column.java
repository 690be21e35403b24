// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of the table.
 *
 * @param heading the heading of the column
 * @param width the width in terminal columns, without the space before it
 * @param sort the sort key for this column; null if rows are not sorted by it
 * @param cell renders the value of a row, exactly as wide as the column apart from colours
 */
record Column(String heading, int width, @Nullable SortKey sort, Renderer cell) {
    /** Renders the value of a row in a column, with or without colours. */
    @FunctionalInterface
    interface Renderer {
        String text(CellRow row, boolean coloured);
    }

    static Column number(String heading, int width, SortKey sort, Function<CellRow, String> number) {
        return new Column(heading, width, sort, (row, coloured) -> TextFit.right(number.apply(row), width));
    }

    static Column unsorted(String heading, int width, Function<CellRow, String> number) {
        return new Column(heading, width, null, (row, coloured) -> TextFit.right(number.apply(row), width));
    }

    static Column path(int width) {
        return new Column(
                "CGROUP", width, SortKey.NAME, (row, coloured) -> TextFit.path(TextFit.printable(row.cgroup()), width));
    }

    static Column cpus(int width) {
        return new Column(
                "CPU LIST", width, null, (row, coloured) -> TextFit.left(TextFit.printable(row.cpus()), width));
    }

    static Column bar(int width) {
        return new Column("", width, null, (row, coloured) -> {
            int inside = width - 2;
            long filled = Math.round(Math.clamp(row.utilization(), 0.0, 100.0) / 100.0 * inside);
            String bar = "|".repeat((int) filled);
            return "[" + AnsiColor.of(row.utilization()).on(bar, coloured) + " ".repeat(inside - bar.length()) + "]";
        });
    }
}
