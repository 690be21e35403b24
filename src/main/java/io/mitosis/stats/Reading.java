// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * How a metric is read, and so of which kind it is.
 *
 * @param <T> what it is read from
 */
public sealed interface Reading<T> {
    /** A number without a point, unsigned. */
    record Integral<T>(ToLongFunction<T> from) implements Reading<T> {}

    /** A finite number that is always shown with a point. */
    record Real<T>(ToDoubleFunction<T> from) implements Reading<T> {}

    /** A text. */
    record Text<T>(Function<T, String> from) implements Reading<T> {}

    /** Texts in an order that means something. */
    record Texts<T>(Function<T, List<String>> from) implements Reading<T> {}

    /** The metrics of each part of a whole, by the part's key. */
    record Parts<T, P>(PartTable<P> table, Function<T, List<P>> from) implements Reading<T> {}

    /** Returns the same reading of something larger that has it as a part. */
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
