// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats;

import io.mitosis.text.TwoColumns;
import java.util.List;

/** The help of a table of metrics, in its order and in lines that fit a terminal. */
public final class MetricHelp {
    private MetricHelp() {}

    /** Returns the text, in lines that all end with a line feed. */
    public static <T> String of(List<Metric<T>> metrics) {
        StringBuilder text = new StringBuilder();
        metrics.forEach(metric -> TwoColumns.append(text, "  " + metric.name(), metric.sentence()));
        return text.toString();
    }
}
