// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of the table.
 *
 * @param heading what stands above it
 * @param width how wide it is, without the space in front of it
 * @param sort what it shows the order of; null if rows are not sorted by it
 * @param cell what a row shows there, exactly as wide as the column but for colours
 */
record Column(String heading, int width, @Nullable SortKey sort, Painted cell) {
    /** What a row shows in a column, with colours or without. */
    @FunctionalInterface
    interface Painted {
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
