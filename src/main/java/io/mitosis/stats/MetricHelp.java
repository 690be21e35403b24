// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats;

import java.util.List;

/** All metrics for people to read: a line each, in the order of the tables. */
public final class MetricHelp {
    private static final int NAME = 28;

    private MetricHelp() {}

    /** Returns the text, in lines that end. */
    public static String text() {
        StringBuilder text = new StringBuilder("Of the machine:\n");
        append(text, Metrics.GLOBAL);
        text.append("\nOf each cell:\n");
        append(text, Metrics.CELL);
        return text.toString();
    }

    private static <T> void append(StringBuilder text, List<Metric<T>> metrics) {
        for (Metric<T> metric : metrics) {
            text.append("  ").append(metric.name());
            text.repeat(' ', NAME - metric.name().length());
            text.append(metric.sentence()).append('\n');
        }
    }
}
