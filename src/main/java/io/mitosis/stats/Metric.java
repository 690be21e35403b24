// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * A metric: its name, unit and description, and how to read its value.
 *
 * @param name the name in JSON
 * @param unit the unit of the value
 * @param description one line for people
 * @param reading reads the value
 * @param <T> the type that the value is read from
 */
public record Metric<T>(String name, Unit unit, String description, Reading<T> reading) {
    /** Returns a metric in percent. */
    public static <T> Metric<T> percent(String name, String description, ToDoubleFunction<T> from) {
        return new Metric<>(name, Unit.PERCENT, description, new Reading.Real<>(from));
    }

    /** Returns a metric in seconds. */
    public static <T> Metric<T> seconds(String name, String description, ToDoubleFunction<T> from) {
        return new Metric<>(name, Unit.SECONDS, description, new Reading.Real<>(from));
    }

    /** Returns a metric in microseconds. */
    public static <T> Metric<T> micros(String name, String description, ToLongFunction<T> from) {
        return new Metric<>(name, Unit.MICROSECONDS, description, new Reading.Integral<>(from));
    }

    /** Returns a metric that counts. */
    public static <T> Metric<T> number(String name, String description, ToLongFunction<T> from) {
        return new Metric<>(name, Unit.NUMBER, description, new Reading.Integral<>(from));
    }

    /** Returns a metric that is a text. */
    public static <T> Metric<T> text(String name, String description, Function<T, String> from) {
        return new Metric<>(name, Unit.NONE, description, new Reading.Text<>(from));
    }

    /** Returns a metric that is a list of texts. */
    public static <T> Metric<T> texts(String name, String description, Function<T, List<String>> from) {
        return new Metric<>(name, Unit.NONE, description, new Reading.Texts<>(from));
    }

    /** Returns this metric for a type that has a {@code T} as a part. */
    public <W> Metric<W> in(Function<W, T> part) {
        return new Metric<>(name, unit, description, reading.in(part));
    }

    /** Returns the description with an initial capital, followed by the unit in brackets if there is one. */
    public String sentence() {
        String what = Character.toUpperCase(description.charAt(0)) + description.substring(1);
        return unit.symbol().isEmpty() ? what : what + " [" + unit.symbol() + "]";
    }
}
