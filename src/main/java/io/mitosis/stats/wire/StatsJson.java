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
 * Writes a snapshot as JSON by a table of metrics. Members are sorted by name and parts by key, both as text. Numbers
 * that are not integers always have a decimal point.
 */
final class StatsJson<T> {
    private final List<Member<T>> members;

    /** Creates the writer of a table. */
    StatsJson(List<Metric<T>> metrics) {
        members = metrics.stream()
                .sorted(Comparator.comparing(Metric::name))
                .map(metric -> new Member<>(metric.name(), value(metric.reading())))
                .toList();
    }

    private record Member<T>(String name, Value<T> value) {}

    /** Writes the value of a metric. */
    private interface Value<T> {
        void write(T source, JsonGenerator json) throws IOException;
    }

    void write(T source, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Member<T> member : members) {
            json.writeFieldName(member.name());
            member.value().write(source, json);
        }
        json.writeEndObject();
    }

    private static <T> Value<T> value(Reading<T> reading) {
        return switch (reading) {
            case Reading.Integral<T>(var from) ->
                (source, json) -> json.writeNumber(Long.toUnsignedString(from.applyAsLong(source)));
            case Reading.Real<T>(var from) -> (source, json) -> json.writeNumber(from.applyAsDouble(source));
            case Reading.Text<T>(var from) -> (source, json) -> json.writeString(from.apply(source));
            case Reading.Texts<T>(var from) -> (source, json) -> writeTexts(from.apply(source), json);
            case Reading.Parts<T, ?> parts -> parts(parts);
        };
    }

    private static void writeTexts(List<String> texts, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static <T, P> Value<T> parts(Reading.Parts<T, P> parts) {
        PartTable<P> table = parts.table();
        StatsJson<P> each = new StatsJson<>(table.metrics());
        Comparator<P> byKey = Comparator.comparing(table.key());
        return (source, json) -> {
            json.writeStartObject();
            for (P part : parts.from().apply(source).stream().sorted(byKey).toList()) {
                json.writeFieldName(table.key().apply(part));
                each.write(part, json);
            }
            json.writeEndObject();
        };
    }
}
