// SPDX-License-Identifier: Apache-2.0
package io.mitosis.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Files of the repository, or parts of them, that are made of facts in the code. A test fails if such a text is not
 * what the code says; with {@code -Dmitosis.docs.write=true} it writes the text. The records of a protocol have a
 * property of their own, {@code -Dmitosis.protocol.write=true}.
 */
public final class GeneratedText {
    private static final int WIDTH = 120;

    private GeneratedText() {}

    /** Checks that a document is exactly this text, or writes it. */
    public static void check(Path file, String text) throws IOException {
        check(file, text, "mitosis.docs.write");
    }

    /** Checks that the record of a protocol is exactly this text, or writes it. */
    public static void checkProtocol(Path file, String text) throws IOException {
        check(file, text, "mitosis.protocol.write");
    }

    private static void check(Path file, String text, String property) throws IOException {
        if (Boolean.getBoolean(property)) {
            Files.writeString(file, text);
        }
        assertThat(Files.readString(file)).isEqualTo(text);
    }

    /**
     * Checks that a part of a Markdown file is exactly this text, or writes it. The part stands, between empty lines,
     * behind {@code <!-- generated: name -->} and before {@code <!-- end of generated -->}.
     */
    public static void checkPart(Path file, String name, String text) throws IOException {
        String whole = Files.readString(file);
        String begin = "<!-- generated: " + name + " -->\n";
        int from = whole.indexOf(begin) + begin.length();
        int to = whole.indexOf("<!-- end of generated -->\n", from);
        assertThat(whole).as(file + " has a part " + name).contains(begin);
        assertThat(to).as("the end of the part " + name).isNotNegative();
        check(file, whole.substring(0, from) + "\n" + text + "\n" + whole.substring(to));
    }

    /** Returns a line of a Markdown table. */
    public static String row(List<String> cells) {
        StringBuilder row = new StringBuilder("|");
        cells.forEach(cell ->
                row.append(cell.isEmpty() ? "" : " ").append(escaped(cell)).append(" |"));
        return row.append('\n').toString();
    }

    /** Returns the two lines that a Markdown table with these columns begins with. */
    public static String heading(List<String> columns) {
        return row(columns) + "|" + "---|".repeat(columns.size()) + "\n";
    }

    /** Returns names as code, one after the other. */
    public static String code(Iterable<String> names) {
        return "`" + String.join("`, `", names) + "`";
    }

    /** Returns a text in lines of at most 120 columns that end, each with a prefix. */
    public static String wrapped(String text, String prefix) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && prefix.length() + line.length() + 1 + word.length() > WIDTH) {
                lines.append(prefix).append(line).append('\n');
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        return lines.append(prefix).append(line).append('\n').toString();
    }

    /** A bar would end the cell of the table. */
    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }
}
