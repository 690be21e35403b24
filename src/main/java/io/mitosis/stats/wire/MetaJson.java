// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mitosis.stats.Metric;
import io.mitosis.stats.PartTable;
import io.mitosis.stats.Reading;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/**
 * Writes the description of metrics in the format that existing tools of sched_ext schedulers read: structs by name,
 * whose fields are a datum, an array or a dict. Their converter to OpenMetrics follows the {@code _om_} hints: a prefix
 * that makes each name unique, a label for each map of structs, and a mark for fields that are not numbers.
 */
final class MetaJson {
    private static final String TOP = "Metrics";
    private static final String UNSIGNED = "u64";
    private static final String TEXT = "string";

    private MetaJson() {}

    /** Writes the structs of the parts, and then the struct of the whole. */
    static <T> void write(String description, List<Metric<T>> metrics, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Metric<T> metric : metrics) {
            if (metric.reading() instanceof Reading.Parts<T, ?> parts) {
                part(parts.table(), json);
            }
        }
        json.writeObjectFieldStart(TOP);
        struct(TOP, description, metrics, json);
        json.writeStringField("top", "true");
        json.writeEndObject();
        json.writeEndObject();
    }

    private static <P> void part(PartTable<P> table, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(table.struct());
        struct(table.struct(), table.description(), table.metrics(), json);
        json.writeObjectFieldStart("user");
        json.writeStringField("_om_label", table.label());
        json.writeStringField("_om_prefix", table.prefix());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static <T> void struct(String name, String description, List<Metric<T>> metrics, JsonGenerator json)
            throws IOException {
        json.writeStringField("desc", description);
        json.writeObjectFieldStart("fields");
        for (Metric<T> metric :
                metrics.stream().sorted(Comparator.comparing(Metric::name)).toList()) {
            json.writeObjectFieldStart(metric.name());
            field(metric, json);
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeStringField("name", name);
    }

    private static <T> void field(Metric<T> metric, JsonGenerator json) throws IOException {
        switch (metric.reading()) {
            case Reading.Integral<T> integral -> json.writeStringField("datum", UNSIGNED);
            case Reading.Real<T> real -> json.writeStringField("datum", "float");
            case Reading.Text<T> text -> json.writeStringField("datum", TEXT);
            case Reading.Texts<T> texts -> json.writeStringField("array", TEXT);
            case Reading.Parts<T, ?> parts -> {
                json.writeObjectFieldStart("dict");
                json.writeObjectFieldStart("datum");
                json.writeStringField("struct", parts.table().struct());
                json.writeEndObject();
                json.writeStringField("key", UNSIGNED);
                json.writeEndObject();
            }
        }
        json.writeStringField("desc", metric.sentence());
        if (metric.reading() instanceof Reading.Text<T> || metric.reading() instanceof Reading.Texts<T>) {
            json.writeObjectFieldStart("user");
            json.writeStringField("_om_skip", "true");
            json.writeEndObject();
        }
    }
}
