// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import java.util.ArrayList;
import java.util.List;

/** Renders rows below their headings, those that the window has room for. */
final class Rows {
    private Rows() {}

    /**
     * Returns a line that names the rows shown unless all are, the headings and the rows.
     *
     * @param rows all rows in the order in which they are shown
     * @param others the number of lines of the window that are not for rows
     */
    static <R> List<String> lines(List<Column<R>> columns, List<R> rows, int others, View view) {
        int room = view.height() == 0 ? rows.size() : view.height() - others;
        int first = Math.min(view.first(), Math.max(0, rows.size() - Math.max(1, room)));
        int end = Math.min(rows.size(), first + Math.max(0, room));
        List<String> lines = new ArrayList<>();
        lines.add(end - first == rows.size() ? "" : hidden(first, end, rows.size(), view));
        lines.add(AnsiColor.REVERSE.on(headings(columns, view.width()), view.coloured()));
        for (R row : rows.subList(first, end)) {
            lines.add(line(columns, row, view));
        }
        return lines;
    }

    private static String hidden(int first, int end, int all, View view) {
        return TextFit.start("rows " + (first + 1) + " to " + end + " of " + all + ", arrow keys scroll", view.width());
    }

    private static <R> String headings(List<Column<R>> columns, int width) {
        List<String> headings = new ArrayList<>();
        for (Column<R> column : columns) {
            boolean text = column.heading().equals("CGROUP") || column.heading().equals("CPU LIST");
            headings.add(
                    text
                            ? TextFit.left(column.heading(), column.width())
                            : TextFit.right(column.heading(), column.width()));
        }
        return TextFit.left(String.join(" ", headings), width);
    }

    private static <R> String line(List<Column<R>> columns, R row, View view) {
        // In a window too narrow for the first columns, the line is cut and has no colours.
        boolean fits = columns.stream().mapToInt(column -> column.width() + 1).sum() - 1 <= view.width();
        List<String> cells = new ArrayList<>();
        columns.forEach(column -> cells.add(column.cell().text(row, fits && view.coloured())));
        String line = String.join(" ", cells);
        return fits ? line : TextFit.start(line, view.width());
    }
}
