// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.topology.CpuMask;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which cell has which CPUs, as a log line says it: {@code [0: 0-1] [1(web): 2-3]}.
 *
 * @param cells CPUs by the name of the cell's cgroup; the root cell's is {@link #ROOT}
 * @param text the part of the line that says so
 */
record Layout(Map<String, CpuMask> cells, String text) {
    static final String ROOT = "";

    private static final Pattern CELL = Pattern.compile("\\[\\d+(?:\\(([^)]*)\\))?: ([^]]*)]");

    static Layout parse(String line) {
        Map<String, CpuMask> cells = new LinkedHashMap<>();
        Matcher cell = CELL.matcher(line);
        int start = line.length();
        while (cell.find()) {
            start = Math.min(start, cell.start());
            cells.put(cell.group(1) == null ? ROOT : cell.group(1), CpuMask.parse(cell.group(2)));
        }
        return new Layout(Map.copyOf(cells), line.substring(start));
    }

    /** The CPUs of a cell that must exist. */
    CpuMask cpus(String name) {
        CpuMask cpus = cells.get(name);
        if (cpus == null) {
            throw new AssertionError("no cell \"" + name + "\" in " + text);
        }
        return cpus;
    }

    @Override
    public String toString() {
        return text;
    }
}
