// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import java.util.ArrayList;
import java.util.List;

/** Selects the columns of limits that a window has room for: all in one of 80 columns, the first ones in less. */
final class LimitColumns {
    private static final int MIN_NAME = 8;

    private static final List<Column<LimitRow>> METRICS = List.of(
            Column.unsorted("CPUS", 6, row -> NumberFormat.cpus(row.cpus())),
            Column.unsorted("THROTTLED", 9, row -> NumberFormat.micros(row.throttled())),
            Column.unsorted("THR%", NumberFormat.PERCENT, row -> NumberFormat.percent(row.throttledPercent())),
            Column.unsorted("PERIODS", 7, row -> NumberFormat.count(row.periods())),
            Column.unsorted("LONGEST", 8, row -> NumberFormat.micros(row.longest())),
            Column.unsorted("WAITING", 7, row -> NumberFormat.count(row.waiting())));

    private LimitColumns() {}

    /** Returns the columns for a window of a width. If not even the name fits, the lines are too long. */
    static List<Column<LimitRow>> of(int width) {
        int rest = width - MIN_NAME;
        List<Column<LimitRow>> columns = new ArrayList<>();
        for (Column<LimitRow> metric : METRICS) {
            if (rest <= metric.width()) {
                break;
            }
            columns.add(metric);
            rest -= 1 + metric.width();
        }
        columns.addFirst(Column.path(MIN_NAME + Math.max(0, rest), null, LimitRow::cgroup));
        return columns;
    }
}
