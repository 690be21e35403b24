// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

/**
 * How the table is looked at.
 *
 * @param width columns of the window, at least 1
 * @param height lines of the window; 0: as many as there are to show
 * @param sort what the rows are sorted by
 * @param reversed whether they are sorted the other way round
 * @param first how many rows are scrolled away above
 * @param coloured whether colours may be used
 * @param status what is to be said of the connection; empty: all is well
 */
record View(int width, int height, SortKey sort, boolean reversed, int first, boolean coloured, String status) {
    /** What a table looks like that is printed and not refreshed. */
    static View plain(SortKey sort) {
        return new View(80, 0, sort, false, 0, false, "");
    }

    /** Refuses a window without a column. */
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
