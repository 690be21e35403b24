// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Selects the columns that a window has room for. A window of 80 columns has all that matter. A wider one has further
 * columns and longer names; a narrower one first cuts the names and then omits the last columns.
 */
final class Columns {
    private static final int MIN_NAME = 8;
    private static final int BAR = 12;
    private static final int MIN_CPUS = 16;

    private static final Column<CellRow> ID = Column.number("CELL", 4, SortKey.CELL, row -> Integer.toString(row.id()));
    private static final Column<CellRow> COUNT =
            Column.number("CPUS", 4, SortKey.CPUS, row -> Long.toString(Math.min(row.cpuCount(), 9999)));
    private static final Column<CellRow> UTILIZATION = percent("UTIL%", SortKey.UTIL, CellRow::utilization);

    /** In order of priority for a narrow window. */
    private static final List<Column<CellRow>> METRICS = List.of(
            percent("LOCAL", SortKey.QUEUED, CellRow::local),
            percent("CPUQ", SortKey.QUEUED, CellRow::cpuQueue),
            percent("CELLQ", SortKey.QUEUED, CellRow::cellQueue),
            percent("BORR", SortKey.BORROWED, CellRow::borrowed),
            percent("LENT", SortKey.LENT, CellRow::lent),
            percent("VIOL", SortKey.VIOLATIONS, CellRow::violations));

    private static final Column<CellRow> SMOOTHED =
            Column.unsorted("SMOOTH", 6, row -> NumberFormat.percent(row.smoothed()));
    private static final Column<CellRow> DECISIONS =
            Column.unsorted("DECIS", 5, row -> NumberFormat.count(row.decisions()));

    private Columns() {}

    private static Column<CellRow> percent(String heading, SortKey sort, ToDoubleFunction<CellRow> metric) {
        return Column.number(
                heading, NumberFormat.PERCENT, sort, row -> NumberFormat.percent(metric.applyAsDouble(row)));
    }

    /** Returns the columns for a window of a width. If not even the first columns fit, the lines are too long. */
    static List<Column<CellRow>> of(int width) {
        int rest = width - with(ID) + 1 - with(COUNT) - with(UTILIZATION) - 1 - MIN_NAME;
        List<Column<CellRow>> metrics = new ArrayList<>();
        boolean bar = rest > BAR;
        rest -= bar ? BAR + 1 : 0;
        for (Column<CellRow> metric : METRICS) {
            if (rest >= with(metric)) {
                metrics.add(metric);
                rest -= with(metric);
            }
        }
        // Names of 16 columns, as in a window of 80, take precedence over columns that only wide windows show.
        int spare = rest - MIN_NAME;
        for (Column<CellRow> wide : List.of(SMOOTHED, DECISIONS)) {
            if (metrics.size() >= METRICS.size() && spare >= with(wide)) {
                metrics.add(wide);
                spare -= with(wide);
                rest -= with(wide);
            }
        }
        if (metrics.size() > METRICS.size() && spare > MIN_CPUS) {
            int cpus = Math.max(MIN_CPUS, spare / 2);
            metrics.add(Column.cpus(cpus));
            rest -= cpus + 1;
        }
        List<Column<CellRow>> columns = new ArrayList<>(
                List.of(ID, Column.path(MIN_NAME + Math.max(0, rest), SortKey.NAME, CellRow::cgroup), COUNT));
        if (bar) {
            columns.add(Column.bar(BAR));
        }
        columns.add(UTILIZATION);
        columns.addAll(metrics);
        return columns;
    }

    private static int with(Column<CellRow> column) {
        return 1 + column.width();
    }
}
