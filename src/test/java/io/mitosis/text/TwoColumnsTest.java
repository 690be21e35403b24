// SPDX-License-Identifier: Apache-2.0
package io.mitosis.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Labels and descriptions share 80 columns. */
class TwoColumnsTest {
    private static final String INDENT = " ".repeat(30);

    @Test
    void aShortEntryTakesOneLine() {
        assertThat(entry("  --flag", "What it does.")).isEqualTo("  --flag" + " ".repeat(22) + "What it does.\n");
    }

    @Test
    void aDescriptionIsWrappedBelowItself() {
        String half = "x".repeat(25);

        assertThat(entry("  a", half + " " + half.substring(1) + " y"))
                .isEqualTo("  a" + " ".repeat(27) + half + " " + half.substring(1) + "\n" + INDENT + "y\n");
    }

    @Test
    void aLongLabelHasALineOfItsOwn() {
        String label = "x".repeat(29);

        assertThat(entry(label, "text")).isEqualTo(label + "\n" + INDENT + "text\n");
        assertThat(entry(label.substring(1), "text")).isEqualTo(label.substring(1) + "  text\n");
    }

    @Test
    void noLineIsBrokenAtANoBreakSpace() {
        String words = "x".repeat(30) + " " + "y".repeat(18) + TwoColumns.NO_BREAK_SPACE + "z";

        assertThat(entry("  a", words))
                .isEqualTo("  a" + " ".repeat(27) + "x".repeat(30) + "\n" + INDENT + "y".repeat(18) + " z\n");
    }

    private static String entry(String label, String description) {
        StringBuilder text = new StringBuilder();
        TwoColumns.append(text, label, description);
        return text.toString();
    }
}
