// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * A function that reads the value of a metric, by the kind of value.
 *
 * @param <T> the type that the value is read from
 */
public sealed interface Reading<T> {
    /** Reads an unsigned integer. */
    record Integral<T>(ToLongFunction<T> from) implements Reading<T> {}

    /** Reads a finite number, which is always shown with a decimal point. */
    record Real<T>(ToDoubleFunction<T> from) implements Reading<T> {}

    /** Reads a text. */
    record Text<T>(Function<T, String> from) implements Reading<T> {}

    /** Reads an ordered list of texts. */
    record Texts<T>(Function<T, List<String>> from) implements Reading<T> {}

    /** Reads the parts of a whole, whose metrics are shown by the part's key. */
    record Parts<T, P>(PartTable<P> table, Function<T, List<P>> from) implements Reading<T> {}

    /** Returns this reading for a type that has a {@code T} as a part. */
    default <W> Reading<W> in(Function<W, T> part) {
        return switch (this) {
            case Integral<T>(ToLongFunction<T> from) -> new Integral<>(larger -> from.applyAsLong(part.apply(larger)));
            case Real<T>(ToDoubleFunction<T> from) -> new Real<>(larger -> from.applyAsDouble(part.apply(larger)));
            case Text<T>(Function<T, String> from) -> new Text<>(from.compose(part));
            case Texts<T>(Function<T, List<String>> from) -> new Texts<>(from.compose(part));
            case Parts<T, ?> parts -> partsIn(parts, part);
        };
    }

    private static <T, W, P> Reading<W> partsIn(Parts<T, P> parts, Function<W, T> part) {
        return new Parts<>(parts.table, parts.from.compose(part));
    }
}
