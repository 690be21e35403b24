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
 * @param <R> the type of a row
 */
record Column<R>(String heading, int width, @Nullable SortKey sort, Renderer<R> cell) {
    /** Renders the value of a row in a column, with or without colours. */
    @FunctionalInterface
    interface Renderer<R> {
        String text(R row, boolean coloured);
    }

    static <R> Column<R> number(String heading, int width, SortKey sort, Function<R, String> number) {
        return new Column<>(heading, width, sort, (row, coloured) -> TextFit.right(number.apply(row), width));
    }

    static <R> Column<R> unsorted(String heading, int width, Function<R, String> number) {
        return new Column<>(heading, width, null, (row, coloured) -> TextFit.right(number.apply(row), width));
    }

    static <R> Column<R> path(int width, @Nullable SortKey sort, Function<R, String> cgroup) {
        return new Column<>(
                "CGROUP", width, sort, (row, coloured) -> TextFit.path(TextFit.printable(cgroup.apply(row)), width));
    }

    static Column<CellRow> cpus(int width) {
        return new Column<>(
                "CPU LIST", width, null, (row, coloured) -> TextFit.left(TextFit.printable(row.cpus()), width));
    }

    static Column<CellRow> bar(int width) {
        return new Column<>("", width, null, (row, coloured) -> {
            int inside = width - 2;
            long filled = Math.round(Math.clamp(row.utilization(), 0.0, 100.0) / 100.0 * inside);
            String bar = "|".repeat((int) filled);
            return "[" + AnsiColor.of(row.utilization()).on(bar, coloured) + " ".repeat(inside - bar.length()) + "]";
        });
    }
}
