// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

/**
 * The window and the way in which the table is shown in it.
 *
 * @param width columns of the window, at least 1
 * @param height lines of the window; 0 stands for as many as there are to show
 * @param limits whether the limits of cgroups are shown instead of the cells
 * @param sort the sort order of the cells
 * @param reversed whether the sort order is reversed
 * @param first the number of rows that are scrolled out above
 * @param coloured whether colours may be used
 * @param status the state of the connection; empty if it works
 */
record View(
        int width,
        int height,
        boolean limits,
        SortKey sort,
        boolean reversed,
        int first,
        boolean coloured,
        String status) {
    /** Returns the view of a table that is printed once. */
    static View plain(boolean limits, SortKey sort) {
        return new View(80, 0, limits, sort, false, 0, false, "");
    }

    /** Refuses a window without a column, and negative numbers. */
    View {
        if (width < 1 || height < 0 || first < 0) {
            throw new IllegalArgumentException("a window of " + width + " x " + height + ", from row " + first);
        }
    }

    /** Returns the view of what is not shown now: the limits or the cells. */
    View other() {
        return new View(width, height, !limits, sort, false, 0, coloured, status);
    }

    View sortedBy(SortKey key) {
        return new View(width, height, limits, key, key == sort && !reversed, first, coloured, status);
    }

    View reverse() {
        return new View(width, height, limits, sort, !reversed, first, coloured, status);
    }

    View of(int columns, int lines) {
        return new View(Math.max(1, columns), Math.max(0, lines), limits, sort, reversed, first, coloured, status);
    }

    View from(int row) {
        return new View(width, height, limits, sort, reversed, Math.max(0, row), coloured, status);
    }

    View withStatus(String what) {
        return new View(width, height, limits, sort, reversed, first, coloured, what);
    }
}
