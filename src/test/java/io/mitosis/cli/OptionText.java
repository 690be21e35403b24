// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import org.jspecify.annotations.Nullable;

/**
 * The description of an option, taken apart for pages that are made of it.
 *
 * @param sentences what it does
 * @param shownDefault what the description ends with as the default; empty if it names none
 * @param enabledBy the option without which it has no effect; null if there is none
 */
record OptionText(
        String sentences, String shownDefault, @Nullable Option<Boolean> enabledBy) {
    private static final String DEFAULT = " Default: ";

    static OptionText of(Option<?> option) {
        String text = String.join(" ", option.spec().description());
        int at = text.indexOf(DEFAULT);
        return new OptionText(
                at < 0 ? text : text.substring(0, at),
                at < 0 ? "" : text.substring(at + DEFAULT.length()),
                option.enabledBy());
    }

    /** Returns what the option does, and what it needs, whose flag stands between two quotes. */
    String meaning(String quote) {
        return enabledBy == null
                ? sentences
                : sentences + " No effect without " + quote + enabledBy.flag() + quote + ".";
    }
}
