// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats;

import java.util.List;
import java.util.function.Function;

/**
 * The metrics of the parts of a whole, such as the cells of a machine.
 *
 * @param struct the name of the table for readers of the description
 * @param description one line for people
 * @param label the label that identifies a part in OpenMetrics
 * @param prefix the prefix in OpenMetrics that distinguishes these metrics from those of the whole
 * @param key returns the key that identifies a part
 * @param metrics the metrics of a part
 * @param <P> the type of a part
 */
public record PartTable<P>(
        String struct,
        String description,
        String label,
        String prefix,
        Function<P, String> key,
        List<Metric<P>> metrics) {
    /** Copies the list. */
    public PartTable {
        metrics = List.copyOf(metrics);
    }
}
