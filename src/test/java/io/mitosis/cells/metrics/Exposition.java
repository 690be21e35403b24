// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict reader of what OpenMetrics 1.0 allows of gauges, counters and infos: metadata before samples, families in
 * one piece, suffixes as the type asks, a unit at the end of the name, no sample twice, and an end.
 */
public final class Exposition {
    /** Samples by name and labels as they stand there. */
    public final Map<String, Double> samples = new LinkedHashMap<>();

    private static final Pattern METADATA = Pattern.compile("# (TYPE|UNIT|HELP) ([a-z][a-z0-9_]*) (.+)");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-z][a-z0-9_]*)(\\{([^{}\"]+=\"([^\"\\\\]|\\\\[\\\\n\"])*\")*\\})? (\\S+)");
    private static final Map<String, String> SUFFIXES = Map.of("gauge", "", "counter", "_total", "info", "_info");

    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, String> units = new HashMap<>();
    private String family = "";

    private Exposition() {}

    /** Reads a page, or fails with what is wrong with it. */
    public static Exposition read(String text) {
        if (!text.endsWith("# EOF\n")) {
            throw new AssertionError("no end: ..." + text.substring(Math.max(0, text.length() - 80)));
        }
        Exposition exposition = new Exposition();
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        for (String line : lines.subList(0, lines.size() - 2)) {
            exposition.line(line);
        }
        return exposition;
    }

    private void line(String line) {
        Matcher metadata = METADATA.matcher(line);
        if (metadata.matches()) {
            metadata(metadata.group(1), metadata.group(2), metadata.group(3));
            return;
        }
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new AssertionError("neither metadata nor a sample: " + line);
        }
        String suffix = SUFFIXES.get(types.get(family));
        if (suffix == null || !sample.group(1).equals(family + suffix)) {
            throw new AssertionError("not of " + family + ": " + line);
        }
        double value = Double.parseDouble(sample.group(5));
        String key = line.substring(0, sample.start(5) - 1);
        if (samples.put(key, value) != null) {
            throw new AssertionError("twice: " + key);
        }
        if (!Double.isFinite(value) || value < 0) {
            throw new AssertionError("not a number of 0 or more: " + line);
        }
    }

    private void metadata(String kind, String name, String value) {
        if (kind.equals("TYPE")) {
            if (types.put(name, value) != null || !SUFFIXES.containsKey(value)) {
                throw new AssertionError("type of " + name + ": " + value);
            }
            family = name;
        } else if (!name.equals(family)) {
            throw new AssertionError(kind + " of " + name + " among " + family);
        } else if (kind.equals("UNIT") && (!name.endsWith("_" + value) || units.put(name, value) != null)) {
            throw new AssertionError("unit of " + name + ": " + value);
        }
    }

    /** Returns the names that a query can use. */
    public List<String> names() {
        return types.entrySet().stream()
                .map(type -> type.getKey() + SUFFIXES.get(type.getValue()))
                .toList();
    }
}
