// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Renders the table as lines of text that fit the window.
 *
 * <pre>
 * mitosis: 3 cells on 4 CPUs, 87.3 % used, up 12 min 5 s
 * configuration 5, 12 s ago (cgroups changed); rebalanced 2 times; sorted by util
 *
 * CELL CGROUP           CPUS               UTIL% LOCAL  CPUQ CELLQ  BORR  LENT  VIOL
 *    1 /workloads/web      2 [|||||     ]   52.1  90.1   0.0   9.9   0.0   0.0   0.0
 * </pre>
 */
final class Table {
    /** Number of lines of a window without rows: two of summary, an empty one, the headings and the keys. */
    static final int OTHER_LINES = 5;

    private static final String KEYS =
            "q quit r reverse  sort: c cell n name p cpus u util w queue b borr l lent v viol";

    private static final String KEYS_OF_LIMITS = "q quit  r reverse  m cells";

    private Table() {}

    /** Returns the lines; {@code data} is null until a snapshot has been read. */
    static List<String> lines(@Nullable TableData data, View view) {
        List<String> lines = new ArrayList<>();
        lines.add(summary(data, view));
        if (data != null) {
            lines.add(TextFit.start(
                    TextFit.printable(view.limits() ? limits(data, view) : changes(data, view)), view.width()));
            lines.addAll(rows(data, view));
            if (!data.parked().isEmpty()) {
                lines.add(TextFit.start(
                        TextFit.printable("parked in cell 0: " + String.join(", ", data.parked())), view.width()));
            }
        }
        if (view.height() == 0) {
            return lines;
        }
        while (lines.size() < view.height()) {
            lines.add("");
        }
        List<String> window = new ArrayList<>(lines.subList(0, view.height()));
        window.set(view.height() - 1, TextFit.start(view.limits() ? KEYS_OF_LIMITS : KEYS, view.width()));
        return window;
    }

    private static String summary(@Nullable TableData data, View view) {
        String text = "mitosis: ";
        if (!view.status().isEmpty()) {
            text += view.status();
        } else if (data == null) {
            text += "waiting for the first snapshot";
        } else {
            text += NumberFormat.of(data.cells().size(), "cell") + " on " + NumberFormat.of(data.cpus(), "CPU") + ", "
                    + NumberFormat.percent(data.utilization()) + " % used, "
                    + (data.parked().isEmpty() ? "" : data.parked().size() + " parked, ")
                    + (data.limits().isEmpty() ? "" : limitCount(data, view) + ", ") + "up "
                    + NumberFormat.time(data.uptimeSeconds());
        }
        AnsiColor color = view.status().isEmpty() ? AnsiColor.BOLD : AnsiColor.FULL;
        return color.on(TextFit.start(TextFit.printable(text), view.width()), view.coloured());
    }

    private static String changes(TableData data, View view) {
        return "configuration " + data.applies() + ", " + NumberFormat.time(data.changeSeconds()) + " ago"
                + (data.changeReason().isEmpty() ? "" : " (" + data.changeReason() + ")") + "; rebalanced "
                + NumberFormat.of(data.rebalances(), "time") + "; sorted by " + view.sort()
                + (view.reversed() ? ", reversed" : "");
    }

    /** Returns the number of limits and, where keys work, the one that shows them. */
    private static String limitCount(TableData data, View view) {
        return NumberFormat.of(data.limits().size(), "limit") + (view.height() == 0 || view.limits() ? "" : " (key m)");
    }

    private static String limits(TableData data, View view) {
        String missed = data.limitsMissed() == 0 ? "" : "; no room for others";
        if (data.limits().isEmpty()) {
            return "no cpu.max is in force, see --cpu-controller" + missed;
        }
        long throttled = data.limits().stream().filter(LimitRow::throttledNow).count();
        long waiting = data.limits().stream().mapToLong(LimitRow::waiting).sum();
        return throttled + " throttled now, " + NumberFormat.of(waiting, "task") + " waiting; sorted by throttled time"
                + (view.reversed() ? ", reversed" : "") + missed;
    }

    private static List<String> rows(TableData data, View view) {
        int others = OTHER_LINES + (data.parked().isEmpty() ? 0 : 1);
        if (view.limits()) {
            List<LimitRow> sorted = new ArrayList<>(data.limits());
            sorted.sort(LimitRow.order(view.reversed()));
            return Rows.lines(LimitColumns.of(view.width()), sorted, others, view);
        }
        List<CellRow> sorted = new ArrayList<>(data.cells());
        sorted.sort(view.sort().order(view.reversed()));
        return Rows.lines(Columns.of(view.width()), sorted, others, view);
    }
}
