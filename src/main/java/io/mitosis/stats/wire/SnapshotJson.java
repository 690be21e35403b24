// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mitosis.stats.CellStats;
import io.mitosis.stats.Metric;
import io.mitosis.stats.Metrics;
import io.mitosis.stats.Reading;
import io.mitosis.stats.Snapshot;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/**
 * Writes a snapshot by the table of metrics. Members are in the order of their names as texts, those of cells in that
 * of their ids as texts; what is no whole number has a point, whatever its value.
 */
final class SnapshotJson {
    private static final List<Metric<Snapshot>> GLOBAL = sorted(Metrics.GLOBAL);
    private static final List<Metric<CellStats>> CELL = sorted(Metrics.CELL);
    private static final Comparator<CellStats> BY_ID_AS_TEXT =
            Comparator.comparing(cell -> cell.cell().id().toString());

    private SnapshotJson() {}

    private static <T> List<Metric<T>> sorted(List<Metric<T>> metrics) {
        return metrics.stream().sorted(Comparator.comparing(Metric::name)).toList();
    }

    static void write(Snapshot snapshot, JsonGenerator json) throws IOException {
        writeAll(GLOBAL, snapshot, json);
    }

    static <T> void writeAll(List<Metric<T>> metrics, T source, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Metric<T> metric : metrics) {
            json.writeFieldName(metric.name());
            write(metric.reading(), source, json);
        }
        json.writeEndObject();
    }

    private static <T> void write(Reading<T> reading, T source, JsonGenerator json) throws IOException {
        switch (reading) {
            case Reading.Whole<T>(var from) -> json.writeNumber(Long.toUnsignedString(from.applyAsLong(source)));
            case Reading.Real<T>(var from) -> json.writeNumber(from.applyAsDouble(source));
            case Reading.Text<T>(var from) -> json.writeString(from.apply(source));
            case Reading.Texts<T>(var from) -> {
                json.writeStartArray();
                for (String text : from.apply(source)) {
                    json.writeString(text);
                }
                json.writeEndArray();
            }
            case Reading.Cells<T>(var from) -> {
                json.writeStartObject();
                for (CellStats cell :
                        from.apply(source).stream().sorted(BY_ID_AS_TEXT).toList()) {
                    json.writeFieldName(cell.cell().id().toString());
                    writeAll(CELL, cell, json);
                }
                json.writeEndObject();
            }
        }
    }
}
