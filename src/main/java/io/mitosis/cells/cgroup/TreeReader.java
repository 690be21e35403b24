// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.model.CellTerms;
import io.mitosis.cells.model.CpuBounds;
import io.mitosis.cells.model.OwnerRequest;
import io.mitosis.linux.ErrnoException;
import io.mitosis.linux.Subdirectory;
import io.mitosis.text.Printable;
import io.mitosis.topology.CpuMask;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reader of cgroups in one scan. Cgroups may be created and removed at any time, even while they are read; files
 * that cannot be parsed count as absent.
 */
final class TreeReader {
    private static final String CPUS = "cpuset.cpus";
    private static final String EFFECTIVE = "cpuset.cpus.effective";
    private static final String EXCLUSIVE = "cpuset.cpus.exclusive.effective";
    private static final String PARTITION = "cpuset.cpus.partition";
    private static final String WEIGHT = "cpu.weight";
    private static final String MAX = "cpu.max";
    private static final String SEE_OPTION = " (see --attributes)";
    private static final char NOT_UTF_8 = '\uFFFD';
    private static final double NORMAL_WEIGHT = 100;

    private final CpuMask usable;
    private final boolean cpuWeights;
    private final boolean cpuLimits;
    private final Trust trust;
    private final CpuMask common;
    private final List<String> problems = new ArrayList<>();

    /**
     * Begins a scan.
     *
     * @param top the directory below which the owners are
     * @param hierarchyRoot the directory where the cgroup2 hierarchy is mounted
     */
    TreeReader(TreeQuery query, Path top, Path hierarchyRoot) {
        usable = query.usable();
        cpuWeights = query.cpuWeights();
        cpuLimits = query.cpuLimits();
        trust = new Trust(query.attributes(), top);
        CpuMask effective = cpus(hierarchyRoot.resolve(EFFECTIVE));
        CpuMask left = effective == null ? usable : usable.and(effective);
        common = left.isEmpty() ? usable : left;
    }

    /** Returns the usable CPUs that no cpuset partition has taken from the root. */
    CpuMask common() {
        return common;
    }

    /** Returns the usable CPUs that partitions have taken from the root. */
    CpuMask taken() {
        return usable.andNot(common);
    }

    /** Returns the CPUs that a cgroup has for itself, or passes on to partitions below it. */
    CpuMask exclusive(CellOwner cgroup) {
        CpuMask exclusive = cpus(cgroup.path().resolve(EXCLUSIVE));
        return exclusive == null ? CpuMask.none() : exclusive.and(usable);
    }

    /** Returns whether a cgroup is the root of a partition that the kernel considers valid. */
    boolean isPartition(CellOwner cgroup) {
        String kind = text(cgroup.path().resolve(PARTITION));
        return "root".equals(kind) || "isolated".equals(kind);
    }

    List<String> problems() {
        return problems;
    }

    /** Returns the children of a cgroup in the order of their names; none if it was removed. */
    List<CellOwner> children(Path parent) {
        List<Subdirectory> listed = Subdirectory.list(parent);
        if (listed == null) {
            return List.of();
        }
        List<CellOwner> children = new ArrayList<>(listed.size());
        for (Subdirectory child : listed) {
            CellOwner owner = child(parent, child);
            if (owner != null) {
                children.add(owner);
            }
        }
        Collections.sort(children);
        return children;
    }

    /** Returns a child of a cgroup; null if no path can name it. */
    @Nullable
    CellOwner child(Path parent, Subdirectory child) {
        if (child.name().indexOf(NOT_UTF_8) >= 0) {
            passOver(child, parent, "its name is not UTF-8");
            return null;
        }
        try {
            return new CellOwner(parent.resolve(child.name()), child.inode());
        } catch (InvalidPathException e) {
            passOver(child, parent, "the locale has no such names");
            return null;
        }
    }

    private void passOver(Subdirectory child, Path parent, String why) {
        problems.add("cgroup " + Printable.quoted(child.name()) + " in " + parent + " gets no cell: " + why);
    }

    /** Returns the CPUs in {@code cpuset.cpus} of an owner; null if there is no such file. */
    @Nullable
    CpuMask wish(CellOwner owner) {
        return cpus(owner.path().resolve(CPUS));
    }

    /** Returns whether {@code cpuset.cpus} of an owner counts: whether the user who owns the file is trusted. */
    boolean trustsWish(CellOwner owner) {
        return trusts(owner.path().resolve(CPUS));
    }

    /** Returns whether cgroups below a cgroup may own cells because of their own cpusets. */
    boolean trustsBelow(Path cgroup) {
        Long stranger = trust.stranger(cgroup);
        if (stranger != null) {
            problems.add("cgroup " + cgroup + " belongs to user " + stranger + ", so no cpuset below it makes a cell"
                    + SEE_OPTION);
        }
        return stranger == null;
    }

    /**
     * Returns the CPUs that confine the tasks of an owner for which the cpuset controller is enabled; null if none do.
     */
    @Nullable
    CpuMask cpuset(CellOwner owner, @Nullable CpuMask wish) {
        CpuMask missing = wish == null ? CpuMask.none() : wish.andNot(usable);
        if (!missing.isEmpty()) {
            problems.add(owner.path().resolve(CPUS) + " names CPUs " + missing
                    + ", which are offline or absent and therefore ignored");
        }
        CpuMask effective = cpus(owner.path().resolve(EFFECTIVE));
        if (wish != null && effective != null && Cpusets.isPassedOver(wish, effective, usable)) {
            problems.add(owner.path().resolve(CPUS) + " names CPUs " + wish
                    + ", none of which the cgroups above have: the kernel passes it over and grants " + effective);
        }
        return Cpusets.of(wish, effective, usable, common);
    }

    /** Returns the CPUs that confine the tasks of children without the cpuset controller; null if none do. */
    @Nullable
    CpuMask cpusetFromAbove(Path cgroup, Path hierarchyRoot) {
        for (Path above = cgroup; above != null && above.startsWith(hierarchyRoot); above = above.getParent()) {
            CpuMask effective = cpus(above.resolve(EFFECTIVE));
            if (effective != null) {
                return Cpusets.of(null, effective, usable, common);
            }
        }
        return null;
    }

    /**
     * Adds an owner with its terms, unless it has gone. The weight is that of its attributes, else {@code cpu.weight}
     * divided by 100 where that counts, else 1. Where {@code cpu.max} counts, it limits the bounds of the attributes.
     */
    void addOwner(CellOwner owner, @Nullable CpuMask cpuset, Controllers controllers, List<OwnerRequest> owners) {
        double weight = cpuWeights && controllers.cpu() ? weight(owner.path().resolve(WEIGHT)) : 1;
        int maximum = cpuLimits && controllers.cpu() ? maximum(owner.path().resolve(MAX)) : CpuBounds.NONE.max();
        // Read last: an owner that exists now has existed all the time.
        Map<String, String> attributes = PolicyAttributes.read(owner.path(), problems);
        if (attributes != null) {
            CellTerms terms = CellTerms.DEFAULT.withCpuset(cpuset).withWeight(weight);
            CellTerms asked = withAttributes(terms, owner.path(), attributes);
            owners.add(new OwnerRequest(owner, asked.withBounds(asked.bounds().atMost(maximum))));
        }
    }

    private CellTerms withAttributes(CellTerms terms, Path cgroup, Map<String, String> attributes) {
        if (attributes.isEmpty() || !trust.inAttributes()) {
            return terms;
        }
        Long stranger = trust.stranger(cgroup);
        if (stranger == null) {
            return PolicyAttributes.apply(terms, cgroup, attributes, usable.count(), problems);
        }
        PolicyAttributes.ignoreAll(cgroup, attributes, "it belongs to user " + stranger + SEE_OPTION, problems);
        return terms;
    }

    private boolean trusts(Path file) {
        Long stranger = trust.stranger(file);
        if (stranger != null) {
            problems.add(file + " is ignored: it belongs to user " + stranger + SEE_OPTION);
        }
        return stranger == null;
    }

    private double weight(Path file) {
        String text = text(file);
        if (text == null) {
            return 1;
        }
        double weight = Decimal.parse(text);
        if (weight >= 0) {
            return weight == NORMAL_WEIGHT || trusts(file) ? weight / NORMAL_WEIGHT : 1;
        }
        ignore(file, text, "not a number");
        return 1;
    }

    private int maximum(Path file) {
        String text = text(file);
        try {
            CpuMax limit = text == null ? null : CpuMax.parse(text);
            return limit != null && limit.isLimit() && trusts(file) ? limit.cpus() : CpuBounds.NONE.max();
        } catch (IllegalArgumentException e) {
            ignore(file, String.valueOf(text), String.valueOf(e.getMessage()));
            return CpuBounds.NONE.max();
        }
    }

    private @Nullable CpuMask cpus(Path file) {
        String text = text(file);
        try {
            return text == null ? null : CpuMask.parse(text);
        } catch (IllegalArgumentException e) {
            ignore(file, String.valueOf(text), String.valueOf(e.getMessage()));
            return null;
        }
    }

    private @Nullable String text(Path file) {
        try {
            String text = TextFile.read(file);
            return text == null ? null : text.strip();
        } catch (ErrnoException e) {
            problems.add(file + " cannot be read and is ignored: " + e.getMessage());
            return null;
        }
    }

    private void ignore(Path file, String text, String why) {
        problems.add(file + " says " + Printable.quoted(text) + ", which is ignored: " + why);
    }
}
