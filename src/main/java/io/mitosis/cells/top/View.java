// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

/**
 * The window and the way in which the table is shown in it.
 *
 * @param width columns of the window, at least 1
 * @param height lines of the window; 0 stands for as many as there are to show
 * @param sort the sort order of the rows
 * @param reversed whether the sort order is reversed
 * @param first the number of rows that are scrolled out above
 * @param coloured whether colours may be used
 * @param status the state of the connection; empty if it works
 */
record View(int width, int height, SortKey sort, boolean reversed, int first, boolean coloured, String status) {
    /** Returns the view of a table that is printed once. */
    static View plain(SortKey sort) {
        return new View(80, 0, sort, false, 0, false, "");
    }

    /** Refuses a window without a column, and negative numbers. */
    View {
        if (width < 1 || height < 0 || first < 0) {
            throw new IllegalArgumentException("a window of " + width + " x " + height + ", from row " + first);
        }
    }

    View sortedBy(SortKey key) {
        return new View(width, height, key, key == sort && !reversed, first, coloured, status);
    }

    View reverse() {
        return new View(width, height, sort, !reversed, first, coloured, status);
    }

    View of(int columns, int lines) {
        return new View(Math.max(1, columns), Math.max(0, lines), sort, reversed, first, coloured, status);
    }

    View from(int row) {
        return new View(width, height, sort, reversed, Math.max(0, row), coloured, status);
    }

    View withStatus(String what) {
        return new View(width, height, sort, reversed, first, coloured, what);
    }
}
