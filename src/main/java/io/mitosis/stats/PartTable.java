// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats;

import java.util.List;
import java.util.function.Function;

/**
 * The metrics of the parts of a whole, such as the cells of a machine.
 *
 * @param struct the name of the table for readers of the description
 * @param description one line for people
 * @param label what tells the parts apart in OpenMetrics
 * @param prefix what makes the metrics' names differ from those of the whole in OpenMetrics
 * @param key tells a part from the others
 * @param metrics the table
 * @param <P> a part
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
