// SPDX-License-Identifier: Apache-2.0
package io.mitosis.text;

import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;

/**
 * JSON for people, laid out as most tools do: a member a line, indented by two, as in {@code "key": value}. Scripts
 * that read it line by line or word by word then need not know which tool wrote it.
 */
public final class PrettyJson {
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
    private static final DefaultPrettyPrinter LAYOUT = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withObjectIndenter(LINES)
            .withArrayIndenter(LINES);

    private PrettyJson() {}

    /** Returns what lays out one text; it must not be used for a second one. */
    public static PrettyPrinter printer() {
        return LAYOUT.createInstance();
    }
}
