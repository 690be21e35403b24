// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * One metric: its name, what it means, and how it is read.
 *
 * @param name as it is in JSON
 * @param unit what it counts in
 * @param description one line for people
 * @param reading how it is read
 * @param <T> what it is read from
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

    /** Returns the same metric of something larger that has it as a part. */
    public <W> Metric<W> in(Function<W, T> part) {
        return new Metric<>(name, unit, description, reading.in(part));
    }

    /** Returns the description with a capital in front and the unit, if there is one, behind. */
    public String sentence() {
        String what = Character.toUpperCase(description.charAt(0)) + description.substring(1);
        return unit.symbol().isEmpty() ? what : what + " [" + unit.symbol() + "]";
    }
}
