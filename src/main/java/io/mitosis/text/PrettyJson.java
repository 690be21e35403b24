// SPDX-License-Identifier: Apache-2.0
package io.mitosis.text;

import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;

/**
 * JSON for people in the layout that most tools use: a member a line, indented by two, as in {@code "key": value}. So
 * scripts that read JSON line by line need no special case for it.
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

    /** Returns a printer for one document. It has state and must not be used for a second one. */
    public static PrettyPrinter printer() {
        return LAYOUT.createInstance();
    }
}
