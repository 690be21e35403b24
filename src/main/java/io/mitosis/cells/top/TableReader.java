// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import io.mitosis.stats.wire.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a snapshot. The server may be of another version: missing values are 0 or empty, unknown ones are ignored. */
final class TableReader {
    private final Map<String, JsonValue> members;

    private TableReader(JsonValue object) {
        members = object.members();
    }

    /**
     * Reads a snapshot.
     *
     * @throws IllegalArgumentException if the value is not a snapshot
     */
    static TableData read(JsonValue snapshot) {
        TableReader global = new TableReader(snapshot);
        List<CellRow> cells = new ArrayList<>();
        if (global.members.containsKey("cells")) {
            snapshot.member("cells").members().forEach((id, cell) -> cells.add(new TableReader(cell).row(id)));
        }
        List<LimitRow> limits = new ArrayList<>();
        if (global.members.containsKey("limits")) {
            snapshot.member("limits").members().values().forEach(limit -> limits.add(new TableReader(limit).limit()));
        }
        return new TableData(
                cells,
                limits,
                global.integer("limits_missed"),
                global.texts("parked"),
                global.integer("nr_cpus"),
                global.real("util_pct"),
                global.integer("rebalance_count"),
                global.integer("config_applies"),
                global.real("last_change_s"),
                global.text("last_change_reason"),
                global.real("uptime_s"));
    }

    private CellRow row(String id) {
        return new CellRow(
                Integer.parseUnsignedInt(id),
                text("cgroup_path"),
                integer("num_cpus"),
                text("cpus"),
                real("util_pct"),
                real("smoothed_util_pct"),
                real("local_q_pct"),
                real("cpu_q_pct"),
                real("cell_q_pct"),
                real("demand_borrow_pct"),
                real("lent_pct"),
                real("affn_violations_pct"),
                integer("total_decisions"));
    }

    private LimitRow limit() {
        return new LimitRow(
                text("cgroup_path"),
                integer("quota_usec"),
                integer("period_usec"),
                integer("interval_periods"),
                real("throttled_periods_pct"),
                integer("interval_throttled_usec"),
                integer("longest_throttled_usec"),
                integer("waiting"),
                integer("throttled") != 0);
    }

    private double real(String name) {
        return members.get(name) instanceof JsonValue.Numeral number ? number.number() : 0;
    }

    /** Returns a number without its fraction, at most the largest {@code long}. */
    private long integer(String name) {
        return (long) real(name);
    }

    private String text(String name) {
        return members.get(name) instanceof JsonValue.Text(String value) ? value : "";
    }

    private List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (members.get(name) instanceof JsonValue.Elements(List<JsonValue> values)) {
            values.forEach(value -> {
                if (value instanceof JsonValue.Text(String text)) {
                    texts.add(text);
                }
            });
        }
        return texts;
    }
}
