// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.cells.model.CellTerms;
import io.mitosis.cells.model.CpuBounds;
import io.mitosis.text.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The extended attributes {@code user.mitosis.…} of a cgroup. An attribute with a bad value counts as not set; a value
 * out of range counts as the nearest value in range.
 */
final class PolicyAttributes {
    // The JDK names attributes without "user." in front.
    private static final String PREFIX = "mitosis.";
    private static final List<String> NAMES = List.of("weight", "min_cpus", "max_cpus", "borrow", "lend");
    private static final double MIN_WEIGHT = 1e-3;
    private static final double MAX_WEIGHT = 1e4;

    private final Path cgroup;
    private final Map<String, String> values;
    private final int machineCpus;
    private final List<String> problems;

    private PolicyAttributes(Path cgroup, Map<String, String> values, int machineCpus, List<String> problems) {
        this.cgroup = cgroup;
        this.values = values;
        this.machineCpus = machineCpus;
        this.problems = problems;
    }

    /**
     * Reads the attributes, which is cheap if there are none.
     *
     * @param problems takes a line if attributes cannot be read
     * @return the values by name without the prefix; empty on a file system without attributes; null if the cgroup was
     *     removed
     */
    static @Nullable Map<String, String> read(Path cgroup, List<String> problems) {
        UserDefinedFileAttributeView view = Files.getFileAttributeView(cgroup, UserDefinedFileAttributeView.class);
        Map<String, String> values = Map.of();
        try {
            for (String name : view.list()) {
                if (name.startsWith(PREFIX)) {
                    values = values.isEmpty() ? new TreeMap<>() : values;
                    values.put(name.substring(PREFIX.length()), value(view, name));
                }
            }
        } catch (NoSuchFileException e) {
            return null;
        } catch (AccessDeniedException e) {
            problems.add("cgroup " + cgroup + " does not let its attributes be read: they are ignored");
        } catch (IOException e) {
            // Either the file system has no attributes, or one was removed after it was listed, which causes an event.
            if (!values.isEmpty()) {
                problems.add("cgroup " + cgroup + " has attributes that cannot be read: " + e.getMessage());
            }
        }
        return values;
    }

    private static String value(UserDefinedFileAttributeView view, String name) throws IOException {
        ByteBuffer value = ByteBuffer.allocate(view.size(name));
        view.read(name, value);
        return new String(value.array(), 0, value.position(), StandardCharsets.UTF_8);
    }

    /**
     * Returns terms with the values that attributes set.
     *
     * @param terms the terms without attributes: no partition, no bounds, borrowing and lending allowed
     * @param values the values of the attributes by name, without the prefix
     * @param machineCpus the number of usable CPUs, to which a minimum is limited
     * @param problems takes a line for each value that is ignored or limited
     */
    static CellTerms apply(
            CellTerms terms, Path cgroup, Map<String, String> values, int machineCpus, List<String> problems) {
        return values.isEmpty() ? terms : new PolicyAttributes(cgroup, values, machineCpus, problems).applyTo(terms);
    }

    /**
     * Reports that no attribute counts. The line does not depend on the values, so that changing these cannot flood the
     * log.
     */
    static void ignoreAll(Path cgroup, Map<String, String> values, String why, List<String> problems) {
        List<String> set = NAMES.stream()
                .filter(values::containsKey)
                .map(name -> "user." + PREFIX + name)
                .toList();
        if (!set.isEmpty()) {
            problems.add("cgroup " + cgroup + " has " + String.join(", ", set) + ", which is ignored: " + why);
        }
    }

    private CellTerms applyTo(CellTerms terms) {
        return terms.withWeight(weight("weight", terms.weight()))
                .withBounds(bounds())
                .withBorrows(yes("borrow"))
                .withLends(yes("lend"));
    }

    private double weight(String name, double otherwise) {
        String value = value(name);
        if (value == null) {
            return otherwise;
        }
        double weight = Decimal.parse(value);
        if (weight > 0) {
            double limited = Math.clamp(weight, MIN_WEIGHT, MAX_WEIGHT);
            if (limited != weight) {
                problems.add(named(name) + ", which counts as " + (limited < 1 ? "0.001" : "10000")
                        + ": weights go from 0.001 to 10000");
            }
            return limited;
        }
        ignore(name, "not a positive number");
        return otherwise;
    }

    private CpuBounds bounds() {
        int min = count("min_cpus", CpuBounds.NONE.min());
        int max = count("max_cpus", CpuBounds.NONE.max());
        if (min > max) {
            ignore("min_cpus", "more than user.mitosis.max_cpus=" + max + ", which is ignored too");
            return CpuBounds.NONE;
        }
        if (min > machineCpus) {
            problems.add(named("min_cpus") + ", which counts as " + machineCpus + ": the machine has no more CPUs");
        }
        return new CpuBounds(Math.min(min, machineCpus), max);
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
        problems.add(named(name) + ", which is ignored: " + why);
    }

    private String named(String name) {
        String value = Printable.quoted(String.valueOf(values.get(name)));
        return "cgroup " + cgroup + " has user." + PREFIX + name + "=" + value;
    }
}
