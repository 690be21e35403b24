// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

/** Key bindings. Keys without a character have numbers outside Unicode. */
final class Keys {
    static final int UP = 0x200000;
    static final int DOWN = 0x200001;
    static final int PAGE_UP = 0x200002;
    static final int PAGE_DOWN = 0x200003;

    private static final char QUIT = 'q';
    private static final char REVERSE = 'r';
    private static final char LIMITS = 'm';

    private Keys() {}

    static boolean quits(int key) {
        return Character.toLowerCase(key) == QUIT;
    }

    /**
     * Returns the view after a key press, unchanged if the key has no meaning.
     *
     * @param rows the number of rows
     */
    static View press(View view, int key, int rows) {
        int page = Math.max(1, view.height() - Table.OTHER_LINES);
        int last = Math.max(0, rows - page);
        return switch (key) {
            case UP -> view.from(Math.min(view.first(), last) - 1);
            case DOWN -> view.from(Math.min(view.first() + 1, last));
            case PAGE_UP -> view.from(Math.min(view.first(), last) - page);
            case PAGE_DOWN -> view.from(Math.min(view.first() + page, last));
            case REVERSE -> view.reverse();
            case LIMITS -> view.other();
            default -> view.limits() ? view : sorted(view, key);
        };
    }

    private static View sorted(View view, int key) {
        for (SortKey sort : SortKey.values()) {
            if (sort.key() == key) {
                return view.sortedBy(sort);
            }
        }
        return view;
    }
}
