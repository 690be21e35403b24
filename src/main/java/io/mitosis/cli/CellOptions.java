// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.cells.config.AttributeTrust;
import io.mitosis.cells.config.CellMaximum;
import io.mitosis.cells.config.CellSelection;
import io.mitosis.cells.config.CellSettings;
import io.mitosis.cells.config.CellWeighting;
import io.mitosis.cells.config.Placement;
import io.mitosis.exit.UsageException;
import java.util.List;
import java.util.Set;

/** Which cgroups are cells, and how CPUs are shared out among them. */
final class CellOptions {
    static final Option<String> PARENT = Option.of(
            "cell-parent-cgroup",
            "PATH",
            "",
            text -> text,
            "The parent of the cells: a directory, or a path inside the cgroup hierarchy.");
    static final Option<Boolean> CPUSET_CELLS = Option.flag(
            "cpuset-cells", "Each cgroup with a cpuset of its own is a cell; instead of --cell-parent-cgroup.");
    static final Option<String> EXCLUDE = Option.repeated(
                    "cell-exclude",
                    "NAME",
                    CellOptions::name,
                    "Keep these cgroups in cell 0: one name per option, or a list in the file.")
            .live();
    static final Option<Integer> ROOT_MIN_CPUS = Option.of(
                    "cell0-min-cpus",
                    "N",
                    "0",
                    text -> Numbers.integer(text, 0, Integer.MAX_VALUE),
                    "Set this many CPUs aside for cell 0, if need be from the cpusets of others. Default: 0")
            .live();
    static final Option<Boolean> BORROWING = Option.flag(
            "enable-borrowing",
            "Let cells use CPUs of others while these are idle; the owner gets them back at once. Default: off");
    static final Option<Placement> PLACEMENT = Option.of(
            "placement",
            new Choice<>(List.of("topology", "linear"), List.of(Placement.TOPOLOGY, Placement.LINEAR)),
            "Choose CPUs so that few move, and cores and caches stay whole; or in ascending order."
                    + " Default: topology");
    static final Option<CellWeighting> WEIGHTING = Option.of(
                    "cell-weight",
                    new Choice<>(
                            List.of("equal", "cpu.weight"), List.of(CellWeighting.EQUAL, CellWeighting.CPU_WEIGHT)),
                    "What a cell weighs that has no weight of its own set. Default: equal")
            .live();
    static final Option<CellMaximum> MAXIMUM = Option.of(
                    "cell-max",
                    new Choice<>(List.of("none", "cpu.max"), List.of(CellMaximum.NONE, CellMaximum.CPU_MAX)),
                    "A maximum of CPUs for each cell: none, or the quota of its own cpu.max divided by the period, rounded up."
                            + " Default: none")
            .live();
    static final Option<AttributeTrust> ATTRIBUTES = Option.of(
                    "attributes",
                    new Choice<>(
                            List.of("trusted", "all", "none"),
                            List.of(AttributeTrust.TRUSTED, AttributeTrust.ALL, AttributeTrust.NONE)),
                    "Whose user.mitosis.* attributes and cpusets count: those of root and of the parent's owner; everybody's;"
                            + " no attributes at all. Default: trusted")
            .live();

    static final List<Option<?>> ALL =
            List.of(PARENT, CPUSET_CELLS, EXCLUDE, ATTRIBUTES, ROOT_MIN_CPUS, BORROWING, PLACEMENT, WEIGHTING, MAXIMUM);

    private CellOptions() {}

    static CellSelection selection(OptionValues values) {
        String parent = values.get(PARENT);
        boolean cpusets = values.get(CPUSET_CELLS);
        if (parent.isEmpty() && !cpusets) {
            throw new UsageException(
                    "--cell-parent-cgroup or --cpuset-cells is required: say which cgroups are the cells");
        }
        if (!parent.isEmpty() && cpusets) {
            throw new UsageException("--cell-parent-cgroup and --cpuset-cells exclude each other: give one of them");
        }
        return cpusets ? new CellSelection.WithCpuset() : new CellSelection.ChildrenOf(parent);
    }

    static CellSettings settings(OptionValues values) {
        return new CellSettings(
                Set.copyOf(values.all(EXCLUDE)),
                values.get(ROOT_MIN_CPUS),
                values.get(WEIGHTING),
                values.get(MAXIMUM),
                values.get(ATTRIBUTES),
                values.get(PLACEMENT),
                values.get(BORROWING));
    }

    private static String name(String text) {
        if (text.isEmpty() || text.indexOf('/') >= 0) {
            throw new IllegalArgumentException("\"" + text + "\" is not the name of a cgroup (no / in it)");
        }
        return text;
    }
}
