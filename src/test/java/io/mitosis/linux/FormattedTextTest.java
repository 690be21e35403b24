// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The part of a long text that is kept. {@code BpfObjectIT} has texts that libbpf formats. */
class FormattedTextTest {
    @Test
    void aShortTextIsWhole() {
        assertThat(shortened("a\nb\n", 4)).isEqualTo("a\nb\n");
        assertThat(shortened("", 4)).isEmpty();
    }

    @Test
    void ofALongTextWholeLinesOfBothEndsAreKept() {
        String text = "first\nsecond\n" + "x".repeat(100) + "\n" + "the last but one\nthe last\n";
        assertThat(shortened(text, 40)).isEqualTo("""
                first
                ... (108 bytes are left out)
                the last but one
                the last
                """);
    }

    @Test
    void aLongLineIsCutAnywhere() {
        assertThat(shortened("a".repeat(20) + "é".repeat(20), 8)).isEqualTo("aa... (52 bytes are left out)\nééé");
    }

    @Test
    void aLineThatBeginsWhereTheEndBeginsIsKept() {
        assertThat(shortened("1\n2\n3\n4\n5\n6\n", 8)).isEqualTo("1\n... (4 bytes are left out)\n4\n5\n6\n");
    }

    private static String shortened(String text, int longest) {
        return FormattedText.shortened(MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8)), longest);
    }
}
