// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mitosis.stats.Metric;
import io.mitosis.stats.Metrics;
import io.mitosis.stats.Reading;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/**
 * Writes what the metrics are, in the language that existing tools of sched_ext schedulers read: structs by name, whose
 * fields are a datum, an array or a dict of a kind. Their converter to OpenMetrics goes by the {@code _om_} hints: a
 * prefix that makes each name unique, a label for each map of structs, and what has no place among numbers.
 */
final class MetaJson {
    private static final String GLOBAL = "Metrics";
    private static final String CELL = "CellMetrics";
    private static final String WHOLE = "u64";
    private static final String TEXT = "string";

    private MetaJson() {}

    static void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart(CELL);
        struct(CELL, "Metrics of a cell", Metrics.CELL, json);
        json.writeObjectFieldStart("user");
        json.writeStringField("_om_label", "cell");
        json.writeStringField("_om_prefix", "c_");
        json.writeEndObject();
        json.writeEndObject();
        top("Metrics of the machine", Metrics.GLOBAL, json);
        json.writeEndObject();
    }

    /** Writes what a flat table means. */
    static <T> void write(String description, List<Metric<T>> metrics, JsonGenerator json) throws IOException {
        json.writeStartObject();
        top(description, metrics, json);
        json.writeEndObject();
    }

    private static <T> void top(String description, List<Metric<T>> metrics, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(GLOBAL);
        struct(GLOBAL, description, metrics, json);
        json.writeStringField("top", "true");
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
            case Reading.Whole<T> whole -> json.writeStringField("datum", WHOLE);
            case Reading.Real<T> real -> json.writeStringField("datum", "float");
            case Reading.Text<T> text -> json.writeStringField("datum", TEXT);
            case Reading.Texts<T> texts -> json.writeStringField("array", TEXT);
            case Reading.Cells<T> cells -> {
                json.writeObjectFieldStart("dict");
                json.writeObjectFieldStart("datum");
                json.writeStringField("struct", CELL);
                json.writeEndObject();
                json.writeStringField("key", WHOLE);
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
