// SPDX-License-Identifier: Apache-2.0
package io.mitosis.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Inputs for a reader, of four kinds: anything; words of its language in any order; a few of these very often; and good
 * inputs in which something was replaced, inserted, repeated or left out.
 */
public final class Texts {
    private static final int MOST_WORDS = 30;
    private static final int MOST_EDITS = 5;
    private static final int MOST_REPEATS = 40_000;
    private static final int LONGEST_CUT = 12;
    /** What readers may take for the end of something, for nothing, or for what it is not. */
    private static final List<String> ODD = List.of(
            "",
            " ",
            "\n",
            "\r",
            "\t",
            "\0",
            "\u001b[2J",
            "\u0085",
            "\u2028",
            "\u00a0",
            "\ufeff",
            "\ufffd",
            "\ud83d",
            "\u0661",
            "ü",
            "-",
            "-1",
            "0",
            "00",
            "1e999",
            "NaN",
            "99999999999999999999",
            "2147483648",
            "/",
            "..",
            "%s%n",
            "\\",
            "\"");

    private static final List<String> JSON = List.of("{", "}", "[", "]", ":", ",", "1", "-2.5e1", "null", "true", "\"");

    private Texts() {}

    /** Returns the words of JSON, and these. */
    public static List<String> json(String... more) {
        return Stream.concat(JSON.stream(), Stream.of(more)).toList();
    }

    /**
     * Returns inputs.
     *
     * @param words of the language, among them what parts others
     * @param good inputs that are understood
     */
    public static Arbitrary<String> like(List<String> words, String... good) {
        Arbitrary<String> word = Arbitraries.oneOf(Arbitraries.of(words), Arbitraries.of(ODD));
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.strings().ofMaxLength(200)),
                Tuple.of(20, word.list().ofMaxSize(MOST_WORDS).map(list -> String.join("", list))),
                Tuple.of(50, edited(Arbitraries.of(good), word)),
                Tuple.of(1, repeated(word)));
    }

    /** Returns inputs of bytes, the most of them texts. */
    public static Arbitrary<byte[]> bytesLike(List<String> words, String... good) {
        Arbitrary<byte[]> texts = like(words, good).map(text -> text.getBytes(StandardCharsets.UTF_8));
        Arbitrary<byte[]> broken = Combinators.combine(
                        texts, Arbitraries.integers().between(0, 1 << 20), Arbitraries.bytes())
                .as((bytes, place, value) -> {
                    byte[] copy = bytes.clone();
                    if (copy.length > 0) {
                        copy[place % copy.length] = value;
                    }
                    return copy;
                });
        return Arbitraries.oneOf(
                texts, broken, Arbitraries.bytes().array(byte[].class).ofMaxSize(300));
    }

    private static Arbitrary<String> edited(Arbitrary<String> good, Arbitrary<String> word) {
        Arbitrary<List<Edit>> edits = Combinators.combine(
                        Arbitraries.integers().between(0, 1 << 20),
                        Arbitraries.integers().between(0, LONGEST_CUT),
                        Arbitraries.of(true, false),
                        word)
                .as(Edit::new)
                .list()
                .ofMaxSize(MOST_EDITS);
        return Combinators.combine(good, edits).as((text, all) -> {
            String result = text;
            for (Edit edit : all) {
                result = edit.apply(result);
            }
            return result;
        });
    }

    private static Arbitrary<String> repeated(Arbitrary<String> word) {
        return Combinators.combine(word, word, word, Arbitraries.integers().between(1, MOST_REPEATS))
                .as((before, again, after, times) -> {
                    StringBuilder text = new StringBuilder(before);
                    IntStream.range(0, times).forEach(_ -> text.append(again));
                    return text.append(after).toString();
                });
    }

    /** Cuts some characters out, or keeps them to be there twice, with a word in between. */
    private record Edit(int place, int length, boolean cut, String word) {
        String apply(String text) {
            int start = place % (text.length() + 1);
            int end = Math.min(text.length(), start + length);
            return text.substring(0, cut ? start : end) + word + text.substring(cut ? end : start);
        }
    }
}
