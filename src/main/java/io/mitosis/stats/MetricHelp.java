// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats;

import java.util.List;

/** The metrics of a table for people to read, in its order and in lines that fit a terminal. */
public final class MetricHelp {
    private static final int NAME = 28;
    private static final int WIDTH = 80;

    private MetricHelp() {}

    /** Returns the text, in lines that end. */
    public static <T> String of(List<Metric<T>> metrics) {
        StringBuilder text = new StringBuilder();
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
        return text.toString();
    }
}
