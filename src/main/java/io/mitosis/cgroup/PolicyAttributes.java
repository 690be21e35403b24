// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cgroup;

import io.mitosis.cell.CellPolicy;
import io.mitosis.cell.CpuBounds;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The extended attributes {@code user.mitosis.…} of a cgroup. One with a bad value counts as not set. */
final class PolicyAttributes {
    /** What the names of all begin with. */
    static final String PREFIX = "user.mitosis.";

    private final Path cgroup;
    private final Map<String, String> values;
    private final List<String> problems;

    private PolicyAttributes(Path cgroup, Map<String, String> values, List<String> problems) {
        this.cgroup = cgroup;
        this.values = values;
        this.problems = problems;
    }

    /**
     * Understands the attributes.
     *
     * @param values by their names without the prefix
     * @param problems takes a line for each value that is ignored
     */
    static CellPolicy parse(Path cgroup, Map<String, String> values, List<String> problems) {
        return values.isEmpty() ? CellPolicy.NONE : new PolicyAttributes(cgroup, values, problems).policy();
    }

    private CellPolicy policy() {
        return new CellPolicy(weight("weight"), bounds(), yes("borrow"), yes("lend"));
    }

    private @Nullable Double weight(String name) {
        String value = value(name);
        if (value == null) {
            return null;
        }
        double weight = Decimal.parse(value);
        if (weight > 0) {
            return weight;
        }
        ignore(name, "not a positive number");
        return null;
    }

    private CpuBounds bounds() {
        int min = count("min_cpus", CpuBounds.NONE.min());
        int max = count("max_cpus", CpuBounds.NONE.max());
        if (min > max) {
            ignore("min_cpus", "more than user.mitosis.max_cpus=" + max + ", which is ignored too");
            return CpuBounds.NONE;
        }
        return new CpuBounds(min, max);
    }

    private int count(String name, int otherwise) {
        String value = value(name);
        if (value == null) {
            return otherwise;
        }
        double number = value.indexOf('.') < 0 ? Decimal.parse(value) : Double.NaN;
        if (number >= 1 && number <= Integer.MAX_VALUE) {
            return (int) number;
        }
        ignore(name, "not a number of CPUs, 1 or more");
        return otherwise;
    }

    private boolean yes(String name) {
        String value = value(name);
        if (value != null && !value.equals("yes") && !value.equals("no")) {
            ignore(name, "neither yes nor no");
        }
        return !"no".equals(value);
    }

    private @Nullable String value(String name) {
        String value = values.get(name);
        return value == null ? null : value.strip();
    }

    private void ignore(String name, String why) {
        String value = Quoted.text(String.valueOf(values.get(name)));
        problems.add("cgroup " + cgroup + " has " + PREFIX + name + "=" + value + ", which is ignored: " + why);
    }
}
