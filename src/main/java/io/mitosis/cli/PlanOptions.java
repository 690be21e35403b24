// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.topology.CpuMask;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of {@code mitosis plan}. */
final class PlanOptions {
    /**
     * A cell as an option describes it.
     *
     * @param cpuset the CPUs it may have; null if it may have any
     */
    record NamedCell(String name, @Nullable CpuMask cpuset) {}

    /** The weight of a cell, by its name. */
    record NamedWeight(String name, double weight) {}

    static final Option<CpuMask> CPUS =
            Option.of("cpus", "CPULIST", "", CpuMask::parse, "The CPUs of the machine, as in 0-15.");
    static final Option<NamedCell> CELL = Option.repeated(
            "cell",
            "NAME[=CPULIST]",
            PlanOptions::cell,
            "A cell, and the CPUs it may have if not any. May be repeated: oldest first, their ids count from 1.");
    static final Option<NamedWeight> WEIGHT =
            Option.repeated("weight", "NAME=W", PlanOptions::weight, "What a cell weighs. May be repeated. Default: 1");
    static final Option<String> INPUT =
            Option.of("input", "FILE", "", text -> text, "Read the document from a file, not from the standard input.");
    static final Option<Boolean> BATCH = Option.flag(
            "batch", "Read one document per line and print one line of JSON for each; {\"error\": ...} for a bad one.");
    static final Option<Boolean> JSON = Option.flag("json", "Print JSON, not a table.");
    static final Option<Boolean> BORROW =
            Option.flag("borrow", "Show which CPUs of others each cell may use while they are idle. Default: off");

    static final List<Option<?>> DESCRIBED = List.of(CPUS, CELL, WEIGHT);
    static final List<Option<?>> LIVE = List.of(
            CellOptions.PARENT,
            CellOptions.CPUSET_CELLS,
            CellOptions.EXCLUDE,
            CellOptions.ATTRIBUTES,
            CellOptions.WEIGHTING,
            CellOptions.MAXIMUM);
    static final List<Option<?>> POLICY = List.of(CellOptions.ROOT_MIN_CPUS, CellOptions.PLACEMENT, BORROW);
    static final List<Option<?>> DOCUMENT = List.of(INPUT, BATCH);

    static final List<OptionSection> SECTIONS = List.of(
            new OptionSection("From options", DESCRIBED),
            new OptionSection("From this machine (reads cgroups and sysfs, loads nothing)", LIVE),
            new OptionSection("In both cases", POLICY),
            new OptionSection("Else from a JSON document", DOCUMENT),
            new OptionSection("Output", List.of(JSON)));

    private PlanOptions() {}

    private static NamedCell cell(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return new NamedCell(text, null);
        }
        CpuMask cpuset = CpuMask.parse(text.substring(equals + 1));
        return new NamedCell(text.substring(0, equals), cpuset.isEmpty() ? null : cpuset);
    }

    private static NamedWeight weight(String text) {
        int equals = text.lastIndexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("\"" + text + "\" is not NAME=W");
        }
        return new NamedWeight(text.substring(0, equals), Numbers.nonNegative(text.substring(equals + 1)));
    }
}
