// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats;

import java.util.List;

/** All metrics for people to read, in the order of the tables and in lines that fit a terminal. */
public final class MetricHelp {
    private static final int NAME = 28;
    private static final int WIDTH = 80;

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
            StringBuilder line = new StringBuilder("  ")
                    .append(metric.name())
                    .repeat(' ', NAME - metric.name().length());
            for (String word : metric.sentence().split(" ", -1)) {
                if (line.length() + word.length() > WIDTH) {
                    text.append(line.toString().stripTrailing()).append('\n');
                    line.setLength(0);
                    line.repeat(' ', 2 + NAME);
                }
                line.append(word).append(' ');
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }
}
