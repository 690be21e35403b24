// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A name of a cgroup can hold almost anything, and no table is broken by it. */
class TextFitTest {
    /** Characters that terminals have trouble with, each with a letter around it. */
    private static final List<String> ODD = List.of(
            "\u001b[2J",
            "\n",
            "\t",
            "\u007f",
            "\u0085",
            "\u202e",
            "\u200d",
            "\u0301",
            "e\u0301",
            "漢字",
            "한글",
            "ｆ",
            "👩‍💻",
            "👍🏽",
            "🇨🇭",
            "\ud800",
            "\ue000",
            "\uffff",
            "\u00ad",
            "\u2028",
            "é",
            "😀",
            "\u0600",
            "ﷺ");

    @Property(tries = 2000)
    void noTableIsBrokenByAName(
            @ForAll("names") String name,
            @ForAll @IntRange(min = 1, max = 200) int width,
            @ForAll @IntRange(min = 1, max = 40) int height) {
        TableData data = dataWith(name);
        List<String> lines = Table.lines(data, new View(width, height, false, SortKey.CELL, false, 0, false, ""));
        assertThat(lines).hasSize(height);
        assertThat(lines).allMatch(line -> line.codePoints().noneMatch(Character::isISOControl));
        assertThat(lines).allMatch(line -> columns(line) <= width);
    }

    @Property(tries = 2000)
    void everyRowIsAsWideAsTheHeadings(@ForAll("names") String name, @ForAll @IntRange(min = 24, max = 200) int width) {
        List<String> lines = Table.lines(dataWith(name), new View(width, 0, false, SortKey.CELL, false, 0, false, ""));
        assertThat(columns(lines.get(4))).isEqualTo(width);
        assertThat(columns(lines.get(3))).isEqualTo(width);
    }

    @Example
    void namesAreCutWhereTheyTellLeast() {
        assertThat(TextFit.path("/a/very/long/path", 10)).isEqualTo("~long/path");
        assertThat(TextFit.path("/漢字漢字漢字", 6)).isEqualTo("~漢字 ");
        assertThat(TextFit.start("a long line", 6)).isEqualTo("a lon~");
        assertThat(TextFit.left("ab", 4)).isEqualTo("ab  ");
    }

    @Example
    void whatActsOnATerminalIsNotShown() {
        assertThat(TextFit.printable("a\u001b[31mb\nc\u202ed")).isEqualTo("a?[31mb?cd");
        assertThat(TextFit.printable("e\u0301 e\u0301\u0302\u0303")).isEqualTo("é é");
    }

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> parts = Arbitraries.oneOf(
                Arbitraries.of(ODD),
                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(9),
                Arbitraries.integers().between(1, Character.MAX_CODE_POINT).map(Character::toString));
        return parts.list().ofMaxSize(60).map(all -> "/" + shortened(String.join("", all)));
    }

    /** The kernel's names have 255 bytes at most. */
    private static String shortened(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return new String(bytes, 0, Math.min(255, bytes.length), StandardCharsets.UTF_8);
    }

    private static TableData dataWith(String name) {
        CellRow row =
                new CellRow(255, name, 1024, "0-1023", 51_200, 51_200, 100, 100, 100, 100, 100, 100, Long.MAX_VALUE);
        return new TableData(List.of(row), List.of(), 0, List.of(name), 1024, 100, 1, 1, 1e9, name, 1e9);
    }

    /** As wide as the East Asian Width of Unicode says, of the characters that names here are made of. */
    private static int columns(String line) {
        return line.codePoints().map(org.jline.utils.WCWidth::wcwidth).sum();
    }
}
