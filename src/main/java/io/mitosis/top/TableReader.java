// SPDX-License-Identifier: Apache-2.0
package io.mitosis.top;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a snapshot. The server may be of another version: what it does not say is 0 or empty, what it says more is
 * passed over.
 */
final class TableReader {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String CELLS = "cells";
    private static final String PARKED = "parked";

    private final Map<String, Number> numbers = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();

    private TableReader() {}

    /**
     * Reads one.
     *
     * @throws IOException if it is no JSON object
     */
    static TableData read(String json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the server's snapshot is no JSON object");
            }
            return new TableReader().readGlobal(parser);
        } catch (JsonProcessingException wrong) {
            throw new IOException("the server's snapshot is no JSON: " + wrong.getOriginalMessage(), wrong);
        }
    }

    private TableData readGlobal(JsonParser parser) throws IOException {
        List<CellRow> cells = new ArrayList<>();
        List<String> parked = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals(CELLS) && value == JsonToken.START_OBJECT) {
                readCells(parser, cells);
            } else if (name.equals(PARKED) && value == JsonToken.START_ARRAY) {
                readParked(parser, parked);
            } else {
                keep(parser, name, value);
            }
        }
        return new TableData(
                cells,
                parked,
                whole("nr_cpus"),
                real("util_pct"),
                whole("rebalance_count"),
                whole("config_applies"),
                real("last_change_s"),
                text("last_change_reason"),
                real("uptime_s"));
    }

    private static void readCells(JsonParser parser, List<CellRow> cells) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String id = parser.currentName();
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("cell " + id + " of the server's snapshot is no JSON object");
            }
            TableReader cell = new TableReader();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                cell.keep(parser, parser.currentName(), parser.nextToken());
            }
            cells.add(cell.row(number(id)));
        }
    }

    private static int number(String id) throws IOException {
        try {
            return Integer.parseUnsignedInt(id);
        } catch (NumberFormatException wrong) {
            throw new IOException("\"" + id + "\" of the server's snapshot is no id of a cell", wrong);
        }
    }

    private static void readParked(JsonParser parser, List<String> parked) throws IOException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.VALUE_STRING) {
                parked.add(parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }

    private void keep(JsonParser parser, String name, JsonToken value) throws IOException {
        if (value.isNumeric()) {
            numbers.put(name, parser.getNumberValue());
        } else if (value == JsonToken.VALUE_STRING) {
            texts.put(name, parser.getText());
        } else {
            parser.skipChildren();
        }
    }

    private CellRow row(int id) {
        return new CellRow(
                id,
                text("cgroup_path"),
                whole("num_cpus"),
                text("cpus"),
                real("util_pct"),
                real("smoothed_util_pct"),
                real("local_q_pct"),
                real("cpu_q_pct"),
                real("cell_q_pct"),
                real("demand_borrow_pct"),
                real("lent_pct"),
                real("affn_violations_pct"),
                whole("total_decisions"));
    }

    private long whole(String name) {
        return numbers.getOrDefault(name, 0).longValue();
    }

    private double real(String name) {
        return numbers.getOrDefault(name, 0).doubleValue();
    }

    private String text(String name) {
        return texts.getOrDefault(name, "");
    }
}
