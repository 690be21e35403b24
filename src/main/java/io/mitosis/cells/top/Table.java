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

    private Table() {}

    /** Returns the lines; {@code data} is null until a snapshot has been read. */
    static List<String> lines(@Nullable TableData data, View view) {
        List<String> lines = new ArrayList<>();
        lines.add(summary(data, view));
        if (data != null) {
            lines.add(TextFit.start(TextFit.printable(changes(data, view)), view.width()));
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
        window.set(view.height() - 1, TextFit.start(KEYS, view.width()));
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
                    + (data.parked().isEmpty() ? "" : data.parked().size() + " parked, ") + "up "
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

    private static List<String> rows(TableData data, View view) {
        List<Column> columns = Columns.of(view.width());
        List<CellRow> sorted = new ArrayList<>(data.cells());
        sorted.sort(view.sort().order(view.reversed()));
        int room = view.height() == 0
                ? sorted.size()
                : view.height() - OTHER_LINES - (data.parked().isEmpty() ? 0 : 1);
        List<String> lines = new ArrayList<>();
        int first = Math.min(view.first(), Math.max(0, sorted.size() - Math.max(1, room)));
        int end = Math.min(sorted.size(), first + Math.max(0, room));
        lines.add(end - first == sorted.size() ? "" : hidden(first, end, sorted.size(), view));
        lines.add(AnsiColor.REVERSE.on(headings(columns, view.width()), view.coloured()));
        for (CellRow row : sorted.subList(first, end)) {
            lines.add(line(columns, row, view));
        }
        return lines;
    }

    private static String hidden(int first, int end, int all, View view) {
        return TextFit.start("rows " + (first + 1) + " to " + end + " of " + all + ", arrow keys scroll", view.width());
    }

    private static String headings(List<Column> columns, int width) {
        List<String> headings = new ArrayList<>();
        for (Column column : columns) {
            boolean text = column.heading().equals("CGROUP") || column.heading().equals("CPU LIST");
            headings.add(
                    text
                            ? TextFit.left(column.heading(), column.width())
                            : TextFit.right(column.heading(), column.width()));
        }
        return TextFit.left(String.join(" ", headings), width);
    }

    private static String line(List<Column> columns, CellRow row, View view) {
        // In a window too narrow for the first columns, the line is cut and has no colours.
        boolean fits = columns.stream().mapToInt(column -> column.width() + 1).sum() - 1 <= view.width();
        List<String> cells = new ArrayList<>();
        columns.forEach(column -> cells.add(column.cell().text(row, fits && view.coloured())));
        String line = String.join(" ", cells);
        return fits ? line : TextFit.start(line, view.width());
    }
}
